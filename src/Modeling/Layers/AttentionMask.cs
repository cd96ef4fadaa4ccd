using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>What is added to attention scores: 0 where a query may look, the lowest finite number where it may not.</summary>
public sealed class AttentionMask(Placement placement) : IDisposable
{
    private Tensor? causal;

    /// <summary>
    /// The lowest finite number of the type. Negative infinity would turn the rows of padding tokens, which may look at nothing, into NaN.
    /// </summary>
    private double Lowest => finfo(placement.Dtype).min;

    /// <summary>Every position sees itself and what came before: [T, T].</summary>
    public Tensor Causal(long length)
    {
        if (causal is null || causal.shape[0] < length)
        {
            causal?.Dispose();
            var side = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)length);
            using var ones = full([side, side], Lowest, dtype: placement.Dtype, device: placement.Device);
            causal = ones.triu(1).DetachFromDisposeScope();
        }

        return causal.narrow(0, 0, length).narrow(1, 0, length);
    }

    /// <summary>Causal, and nothing sees padding: [B, 1, 1, T, T]. mask: [B, T], 0 for padding.</summary>
    public Tensor CausalWithPadding(Tensor mask)
    {
        var length = mask.shape[1];
        var padding = mask.eq(0).reshape(mask.shape[0], 1, 1, 1, length);
        return Causal(length).masked_fill(padding, Lowest);
    }

    /// <summary>For queries that come after everything: only padding is hidden. [B, 1, 1, 1, S] from mask [B, S].</summary>
    public Tensor Padding(Tensor mask) =>
        zeros([mask.shape[0], 1, 1, 1, mask.shape[1]], dtype: placement.Dtype, device: placement.Device)
            .masked_fill_(mask.eq(0).reshape(mask.shape[0], 1, 1, 1, mask.shape[1]), Lowest);

    /// <inheritdoc/>
    public void Dispose()
    {
        causal?.Dispose();
        causal = null;
    }
}
