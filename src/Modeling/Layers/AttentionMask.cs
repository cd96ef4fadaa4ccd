using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>Additive attention masks: 0 for allowed positions, the lowest finite number for masked ones.</summary>
/// <remarks>Negative infinity would turn the rows of padding tokens, in which everything is masked, into NaN.</remarks>
internal static class AttentionMask
{
    /// <summary>
    /// Causal mask [Q, S] for the queries [B, H, Q, W] of the last of S positions: each attends to itself and earlier positions.
    /// </summary>
    public static Tensor Causal(Tensor queries, long positions)
    {
        var rows = queries.shape[2];
        return Lowest([rows, positions], queries.dtype, queries.device).triu_(positions - rows + 1);
    }

    /// <summary>
    /// Last rows [Q, S] of a causal mask, for the queries [B, H, Q, W] at the end of S positions. Null if every position has a query, and
    /// for the last position alone, which attends to all.
    /// </summary>
    public static Tensor? LastRows(Tensor queries, long positions)
    {
        var rows = queries.shape[2];
        return rows == positions || rows == 1 ? null : Causal(queries, positions);
    }

    /// <summary>Causal mask that also hides padding: [B, 1, T, T] from mask [B, T], 0 for padding.</summary>
    public static Tensor CausalWithPadding(Tensor mask, Placement placement)
    {
        var (batch, length) = (mask.shape[0], mask.shape[1]);
        var lowest = Numbers.Of(finfo(placement.Dtype).min);
        return Lowest([length, length], placement.Dtype, placement.Device).triu_(1)
            .masked_fill(mask.eq(Numbers.Of(0)).reshape(batch, 1, 1, length), lowest);
    }

    /// <summary>Mask for queries after all keys, hiding only padding: [B, 1, 1, S] from mask [B, S].</summary>
    public static Tensor Padding(Tensor mask, Placement placement) =>
        zeros([mask.shape[0], 1, 1, mask.shape[1]], dtype: placement.Dtype, device: placement.Device)
            .masked_fill_(mask.eq(Numbers.Of(0)).reshape(mask.shape[0], 1, 1, mask.shape[1]), Numbers.Of(finfo(placement.Dtype).min));

    private static Tensor Lowest(long[] shape, ScalarType dtype, Device device) =>
        full(shape, Numbers.Of(finfo(dtype).min), dtype: dtype, device: device);
}
