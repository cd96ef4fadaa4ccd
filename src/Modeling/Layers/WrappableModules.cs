using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>Finds the layers of a model that methods may wrap and assigns their handles.</summary>
internal static class WrappableModules
{
    /// <summary>Returns the modules in checkpoint order, by the position of their first parameter.</summary>
    /// <param name="model">The module that holds all layers.</param>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="checkpointName">Maps a module's path to its name in a checkpoint.</param>
    public static IReadOnlyList<ModelModule> Of(Module model, IReadOnlyList<ModelParameter> parameters, Func<string, string> checkpointName)
    {
        var found = new List<(int Place, ModelModule Handle)>();
        foreach (var (path, layer) in model.named_modules())
        {
            // A layer in a field is also found under the field's name, which is not in any checkpoint.
            var prefix = checkpointName(path) + ".";
            var own = parameters.Index().Where(item => item.Item.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            if (layer is IWrappable wrappable && own.Count > 0)
            {
                wrappable.Handle = new ModelModule(prefix[..^1], wrappable.Kind, [.. own.Select(item => item.Item)], wrappable.Map);
                found.Add((own[0].Index, wrappable.Handle));
            }
        }

        return [.. found.OrderBy(item => item.Place).ThenByDescending(item => item.Handle.Kind).Select(item => item.Handle)];
    }
}
