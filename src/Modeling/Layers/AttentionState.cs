using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>What the blocks of one forward pass share.</summary>
/// <param name="Cos">Rotary cosines, [T, W] or [B, 1, T, W].</param>
/// <param name="Sin">Signed rotary sines, as <paramref name="Cos"/>.</param>
/// <param name="Mask">Added to the scores, [B, 1, T, S] or [B, 1, 1, S]; null where every query sees itself and what came before.</param>
/// <param name="Cache">Keys and values of earlier tokens; null outside generation.</param>
/// <param name="Wanted">Positions that the block's output is wanted for; null for all.</param>
public sealed record AttentionState(Tensor Cos, Tensor Sin, Tensor? Mask, KeyValueCache? Cache = null, WantedRows? Wanted = null)
{
    /// <summary>The same for as long as blocks may be computed again.</summary>
    internal AttentionState KeptBy(Recomputation recomputation) => this with
    {
        Cos = recomputation.Keep(Cos),
        Sin = recomputation.Keep(Sin),
        Mask = Mask is null ? null : recomputation.Keep(Mask),
        Wanted = Wanted is null ? null : Wanted with { All = recomputation.Keep(Wanted.All), Queried = recomputation.Keep(Wanted.Queried) },
    };
}
