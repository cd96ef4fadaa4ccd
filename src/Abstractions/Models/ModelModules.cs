namespace LmmCl.Abstractions;

/// <summary>What is done with all modules of a model at once.</summary>
public static class ModelModules
{
    /// <summary>Takes every wrapper off every module: the model is its own again, as after a stage.</summary>
    public static void Unwrap(this IEnumerable<ModelModule> modules)
    {
        foreach (var module in modules)
        {
            module.Unwrap();
        }
    }
}
