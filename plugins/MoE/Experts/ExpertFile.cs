using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.MoE.Experts;

/// <summary>
/// Tuned experts and routers in a state folder: one safetensors file whose tensors have the names of the parameters in a stage.
/// </summary>
internal static class ExpertFile
{
    private const string Name = "experts.safetensors";

    public static void Write(IEnumerable<ExpertLayer> layers, ITensorFiles files, string folder) => files.Write(
        Path.Combine(folder, Name),
        layers.SelectMany(layer => layer.Parameters).Select(parameter => (parameter.Name, (Tensor)parameter.Value)));

    /// <exception cref="InputException">The file is missing or damaged, or is for another model.</exception>
    public static IReadOnlyList<ExpertLayer> Read(IMultimodalModel model, ITensorFiles files, string folder)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var path = Path.Combine(folder, Name);
        var stored = files.Read(path);
        var mlps = ExpertLayers.MlpsOf(model);
        var expected = mlps.SelectMany(ExpertLayer.NamesOf).ToHashSet();
        if (stored.Keys.FirstOrDefault(name => !expected.Contains(name)) is { } stranger)
        {
            throw new InputException(path, $"holds '{stranger}', which the model has no place for.");
        }

        var values = mlps.Select(mlp => Values(mlp, stored, path)).ToList();
        return [.. mlps.Zip(values, (mlp, own) => new ExpertLayer(mlp, own))];
    }

    private static List<Tensor> Values(ModelModule mlp, IReadOnlyDictionary<string, Tensor> stored, string path)
    {
        var like = mlp.Parameters[0].Value;
        var places = ExpertLayer.NamesOf(mlp).Zip(ExpertLayer.ShapesOf(mlp));
        return [.. places.Select(place => Fitting(stored, place.First, place.Second, path).to(like.dtype).to(like.device))];
    }

    private static Tensor Fitting(IReadOnlyDictionary<string, Tensor> stored, string name, long[] shape, string path)
    {
        var value = stored.GetValueOrDefault(name) ?? throw new InputException(path, $"lacks '{name}'.");
        return value.shape.SequenceEqual(shape)
            ? value
            : throw new InputException(
                path, $"'{name}' has shape [{string.Join(", ", value.shape)}], the model needs [{string.Join(", ", shape)}].");
    }
}
