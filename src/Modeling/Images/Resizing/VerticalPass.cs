using System.Runtime.Intrinsics;

namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Resizes along the columns.</summary>
internal static class VerticalPass
{
    /// <summary>Resizes [h, w, 3] to [outputs, w, 3].</summary>
    public static RgbImage Run(RgbImage image, AxisWeights weights)
    {
        var stride = image.Width * 3;
        var result = new byte[weights.Count * stride];
        for (var output = 0; output < weights.Count; output++)
        {
            var taps = weights.Of(output);
            var rows = image.Pixels.AsSpan(weights.First(output) * stride, taps.Length * stride);
            RunRow(rows, stride, taps, result.AsSpan(output * stride, stride));
        }

        return new RgbImage(weights.Count, image.Width, result);
    }

    private static void RunRow(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> taps, Span<byte> result)
    {
        var at = 0;
        for (; at <= stride - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            RunBlock(rows[at..], stride, taps).CopyTo(result[at..]);
        }

        for (; at < stride; at++)
        {
            var sum = AxisWeights.Half;
            for (var i = 0; i < taps.Length; i++)
            {
                sum += rows[i * stride + at] * taps[i];
            }

            result[at] = (byte)Math.Clamp(sum >> AxisWeights.FractionBits, byte.MinValue, byte.MaxValue);
        }
    }

    /// <summary>Resizes sixteen adjacent bytes at once.</summary>
    private static Vector128<byte> RunBlock(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> taps)
    {
        var half = Vector128.Create(AxisWeights.Half);
        var (first, second, third, fourth) = (half, half, half, half);
        for (var i = 0; i < taps.Length; i++)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(rows.Slice(i * stride, Vector128<byte>.Count)));
            var ((a, b), (c, d)) = (Vector128.Widen(low), Vector128.Widen(high));
            first += a.AsInt32() * taps[i];
            second += b.AsInt32() * taps[i];
            third += c.AsInt32() * taps[i];
            fourth += d.AsInt32() * taps[i];
        }

        return Vector128.Narrow(Vector128.Narrow(Levels(first), Levels(second)), Vector128.Narrow(Levels(third), Levels(fourth)));
    }

    private static Vector128<uint> Levels(Vector128<int> sums) =>
        Vector128.Clamp(sums >> AxisWeights.FractionBits, Vector128<int>.Zero, Vector128.Create((int)byte.MaxValue)).AsUInt32();
}
