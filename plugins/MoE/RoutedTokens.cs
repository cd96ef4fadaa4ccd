using LmmCl.MoE.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.MoE;

/// <summary>
/// Routing of one micro-batch. A layer that processes all positions [B, T] counts those that are not padding; the last layer, which
/// computes only the positions that predict a label, counts these.
/// </summary>
/// <param name="mask">[B, T], 0 for padding.</param>
/// <param name="loss">Router loss; null for none.</param>
internal sealed class RoutedTokens(Tensor mask, IRouterLoss? loss) : IDisposable
{
    private readonly SortedDictionary<int, Tensor> shares = [];
    private readonly SortedDictionary<int, Tensor> losses = [];

    /// <summary>Records a layer's routing; a layer recorded twice counts once.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="logits">r [B, T, 2] or [R, 2].</param>
    /// <param name="weights">g, shaped as <paramref name="logits"/>.</param>
    public void Saw(int layer, Tensor logits, Tensor weights)
    {
        using var scope = NewDisposeScope();
        (logits, weights) = (Wide(logits), Wide(weights));
        var everywhere = logits.shape.Length == 3 && logits.shape.AsSpan(0, 2).SequenceEqual(mask.shape);
        var all = ones(logits.numel() / 2, dtype: logits.dtype, device: logits.device);
        var real = everywhere ? mask.flatten().to(logits.dtype) : all;
        (logits, weights) = (logits.reshape(-1, 2), weights.reshape(-1, 2));
        using (no_grad())
        {
            var tuned = (weights.select(1, 1) / weights.sum(1)).to(ScalarType.Float64) * real;
            Keep(shares, layer, stack([tuned.sum(), real.sum(ScalarType.Float64)]));
        }

        if (loss is not null)
        {
            Keep(losses, layer, loss.Of(logits, weights, loss.PaddingToo ? all : real));
        }
    }

    /// <summary>Returns, by layer, the tokens routed to the tuned expert and all tokens.</summary>
    public LayerShares Shares()
    {
        using var scope = NewDisposeScope();
        return new LayerShares([.. shares.Keys], stack(shares.Values).DetachFromDisposeScope());
    }

    /// <summary>Returns the mean router loss over layers; null if there is no router loss.</summary>
    public Tensor? MeanLoss() => losses.Count == 0 ? null : stack(losses.Values).mean();

    public void Dispose()
    {
        foreach (var value in shares.Values.Concat(losses.Values))
        {
            value.Dispose();
        }
    }

    /// <summary>Half precision cannot represent the token counts of a batch.</summary>
    private static Tensor Wide(Tensor x) => x.dtype == ScalarType.Float64 ? x : x.to(ScalarType.Float32);

    private static void Keep(SortedDictionary<int, Tensor> kept, int layer, Tensor value)
    {
        if (kept.Remove(layer, out var earlier))
        {
            earlier.Dispose();
        }

        kept[layer] = value.DetachFromDisposeScope();
    }
}
