using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>The positions of the tokens and patches of a batch, for comparison with other implementations.</summary>
/// <param name="Positions">Positions in time, height and width, [3, B, T]; 1 at padding.</param>
/// <param name="Offsets">Offset from a row's number of tokens to the position of its next token, [B, 1].</param>
/// <param name="WindowOrder">Index of the merged block at each place of the tower.</param>
/// <param name="WindowLengths">Number of patches of each attention window.</param>
public sealed record Qwen25VLLayout(
    Tensor Positions, Tensor Offsets, IReadOnlyList<long> WindowOrder, IReadOnlyList<int> WindowLengths)
{
    /// <summary>Computes the layout of a batch in main memory.</summary>
    /// <exception cref="ArgumentException">The image tokens do not match the images.</exception>
    public static Qwen25VLLayout Of(MultimodalBatch batch, Qwen25VLConfig config)
    {
        var positions = MultimodalPositions.Of(batch, config);
        var windows = Windows.Of(batch.Images.Select(image => PatchGrid.Of(image, config.Vision)), config.Vision);
        return new Qwen25VLLayout(positions.Values, positions.Offsets, windows.Order, windows.Lengths);
    }
}
