using static TorchSharp.torch;

namespace LmmCl.MoE;

/// <summary>Tokens of a micro-batch routed to the tuned expert of each layer, still on the device.</summary>
/// <param name="layers">Indices of the layers.</param>
/// <param name="figures">[layers, 2]: tokens routed to the tuned expert, and all tokens.</param>
internal sealed class LayerShares(IReadOnlyList<int> layers, Tensor figures) : IDisposable
{
    /// <summary>Returns the figures by layer. Blocks until they are computed.</summary>
    public IReadOnlyDictionary<int, (double Tuned, double Tokens)> Read()
    {
        using var here = figures.cpu();
        var values = here.data<double>().ToArray();
        return layers.Index().ToDictionary(layer => layer.Item, layer => (values[layer.Index * 2], values[(layer.Index * 2) + 1]));
    }

    public void Dispose() => figures.Dispose();
}
