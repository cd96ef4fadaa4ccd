using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>State shared by the blocks of one forward pass.</summary>
/// <param name="Cos">Rotary cosines, [T, W] or [B, 1, T, W].</param>
/// <param name="Sin">Signed rotary sines, shaped as <paramref name="Cos"/>.</param>
/// <param name="Mask">Additive mask, [B, 1, T, S] or [B, 1, 1, S]; null for plain causal attention.</param>
/// <param name="Cache">Keys and values of earlier tokens; null outside generation.</param>
/// <param name="Wanted">Positions at which the block's output is needed; null for all.</param>
public sealed record AttentionState(Tensor Cos, Tensor Sin, Tensor? Mask, KeyValueCache? Cache = null, WantedRows? Wanted = null)
{
    /// <summary>Returns the same state with tensors kept alive for recomputation.</summary>
    internal AttentionState KeptBy(Recomputation recomputation) => this with
    {
        Cos = recomputation.Keep(Cos),
        Sin = recomputation.Keep(Sin),
        Mask = Mask is null ? null : recomputation.Keep(Mask),
        Wanted = Wanted is null ? null : Wanted with { All = recomputation.Keep(Wanted.All), Queried = recomputation.Keep(Wanted.Queried) },
    };
}
