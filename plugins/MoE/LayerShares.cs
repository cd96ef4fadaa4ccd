using static TorchSharp.torch;

namespace LmmCl.MoE;

/// <summary>What the tuned expert of every layer was given of a micro-batch, still on the device.</summary>
/// <param name="layers">Indices of the layers.</param>
/// <param name="figures">[layers, 2]: what the tuned expert was given, in tokens, and the tokens.</param>
internal sealed class LayerShares(IReadOnlyList<int> layers, Tensor figures) : IDisposable
{
    /// <summary>The figures by layer. Waits until they are computed.</summary>
    public IReadOnlyDictionary<int, (double Tuned, double Tokens)> Read()
    {
        using var here = figures.cpu();
        var values = here.data<double>().ToArray();
        return layers.Index().ToDictionary(layer => layer.Item, layer => (values[layer.Index * 2], values[(layer.Index * 2) + 1]));
    }

    public void Dispose() => figures.Dispose();
}
