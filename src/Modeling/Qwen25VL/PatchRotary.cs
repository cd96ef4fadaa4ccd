using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>
/// Two-dimensional rotary positions: of a head's pairs, the first half turns with the patch's row, the second half with its column. As in
/// <see cref="Layers.RotaryTable"/>, the sign of rotate-half is folded into the sines.
/// </summary>
internal static class PatchRotary
{
    private const float Theta = 10_000;

    /// <summary>Returns cosines and signed sines, each [P, W], of patches in the order of the processor: block by block.</summary>
    public static (Tensor Cos, Tensor Sin) Of(IEnumerable<PatchGrid> images, Qwen25VisionConfig vision, Placement placement)
    {
        using var scope = NewDisposeScope();
        var positions = images.SelectMany(image => Positions(image, vision.MergeSize)).ToArray();
        var inverse = Frequencies(vision.HeadWidth / 2, placement);
        var rows = tensor([.. positions.Select(at => (float)at.Row)], dtype: ScalarType.Float32).outer(inverse);
        var columns = tensor([.. positions.Select(at => (float)at.Column)], dtype: ScalarType.Float32).outer(inverse);
        var angles = cat([rows, columns], 1);
        var (cos, sin) = (angles.cos(), angles.sin());
        Tensor Placed(Tensor first, Tensor second) =>
            cat([first, second], 1).to(placement.Dtype).to(placement.Device).MoveToOuterDisposeScope();
        return (Placed(cos, cos), Placed(sin.neg(), sin));
    }

    private static IEnumerable<(int Row, int Column)> Positions(PatchGrid image, int merge)
    {
        for (var block = 0; block < image.Patches / (merge * merge); block++)
        {
            var (row, column) = Math.DivRem(block, image.Columns / merge);
            for (var inside = 0; inside < merge * merge; inside++)
            {
                yield return ((row * merge) + (inside / merge), (column * merge) + (inside % merge));
            }
        }
    }

    /// <summary>theta^(-2i / width) in fp32, as in the library.</summary>
    private static Tensor Frequencies(int width, Placement placement)
    {
        float[] values = [.. Enumerable.Range(0, width / 2).Select(pair => 1f / MathF.Pow(Theta, 2f * pair / width))];
        return tensor(values, dtype: ScalarType.Float32).to(placement.FrequencyType).to(ScalarType.Float32);
    }
}
