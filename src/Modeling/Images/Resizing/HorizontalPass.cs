using System.Runtime.Intrinsics;

namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Resizes along the rows.</summary>
internal static class HorizontalPass
{
    /// <summary>
    /// Resizes [h, w, 3] to [h, outputs, 3]; rows before <paramref name="begin"/> and from <paramref name="end"/> on stay 0.
    /// </summary>
    public static RgbImage Run(RgbImage image, AxisWeights weights, int begin, int end)
    {
        var result = new byte[image.Height * weights.Count * 3];
        var row = new Vector128<int>[image.Width];
        for (var y = begin; y < end; y++)
        {
            Widen(image.Pixels.AsSpan(y * image.Width * 3, image.Width * 3), row);
            RunRow(row, weights, result.AsSpan(y * weights.Count * 3, weights.Count * 3));
        }

        return new RgbImage(image.Height, weights.Count, result);
    }

    /// <summary>Widens pixels to one lane per channel, so that the three are summed together.</summary>
    private static void Widen(ReadOnlySpan<byte> pixels, Span<Vector128<int>> row)
    {
        for (int x = 0, at = 0; x < row.Length; x++, at += 3)
        {
            row[x] = Vector128.Create(pixels[at], pixels[at + 1], pixels[at + 2], 0);
        }
    }

    private static void RunRow(ReadOnlySpan<Vector128<int>> row, AxisWeights weights, Span<byte> result)
    {
        for (var output = 0; output < weights.Count; output++)
        {
            var taps = weights.Of(output);
            var inputs = row.Slice(weights.First(output), taps.Length);
            var sum = Vector128.Create(AxisWeights.Half);
            for (var i = 0; i < taps.Length; i++)
            {
                sum += inputs[i] * taps[i];
            }

            var levels = Vector128.Clamp(sum >> AxisWeights.FractionBits, Vector128<int>.Zero, Vector128.Create((int)byte.MaxValue));
            var pixel = result.Slice(output * 3, 3);
            (pixel[0], pixel[1], pixel[2]) = ((byte)levels[0], (byte)levels[1], (byte)levels[2]);
        }
    }
}
