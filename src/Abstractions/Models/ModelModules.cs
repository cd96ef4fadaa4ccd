namespace LmmCl.Abstractions;

/// <summary>Operations on all modules of a model.</summary>
public static class ModelModules
{
    /// <summary>Removes every wrapper from every module, as after a stage.</summary>
    public static void Unwrap(this IEnumerable<ModelModule> modules)
    {
        foreach (var module in modules)
        {
            module.Unwrap();
        }
    }
}
