using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Positions at which the last block's output is needed. Answers are at the end of a sequence, so queries before the first wanted position
/// are never computed, and only the wanted rows continue after attention.
/// </summary>
/// <param name="All">[R] indices into the flattened [B x T] positions.</param>
/// <param name="First">Smallest wanted position within a sequence; 0 if it lies in the first half.</param>
/// <param name="Queried">The wanted rows as indices into the flattened [B x (T - First)] queries.</param>
public sealed record WantedRows(Tensor All, long First, Tensor Queried)
{
    /// <summary>Finds the first wanted position of sequences of <paramref name="length"/> tokens.</summary>
    /// <param name="rows">[R] indices, preferably in main memory: reading them from an accelerator waits for it.</param>
    /// <param name="length">T.</param>
    /// <param name="device">Device on which they are used.</param>
    public static WantedRows Of(Tensor rows, long length, Device device)
    {
        if (rows.shape[0] == 0)
        {
            var none = rows.to(device);
            return new WantedRows(none, length - 1, none);
        }

        using Scalar whole = length;
        var positions = rows.remainder(whole);
        var smallest = positions.min().item<long>();
        var first = smallest < length / 2 ? 0 : smallest;
        var sequences = rows.sub(positions).div(whole, rounding_mode: RoundingMode.floor);
        using Scalar skipped = first;
        using Scalar kept = length - first;
        var queried = sequences.mul(kept).add_(positions, Numbers.One).sub_(skipped);
        return new WantedRows(rows.to(device, non_blocking: true), first, queried.to(device, non_blocking: true));
    }
}
