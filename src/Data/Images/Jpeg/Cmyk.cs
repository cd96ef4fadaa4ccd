namespace LmmCl.Data.Images.Jpeg;

/// <summary>Converts cyan, magenta, yellow and black to RGB with Pillow's arithmetic.</summary>
internal static class Cmyk
{
    /// <summary>Converts [n, 4] cyan-magenta-yellow-black to [n, 3] red-green-blue.</summary>
    public static byte[] ToRgb(ReadOnlySpan<byte> samples)
    {
        var pixels = new byte[samples.Length / 4 * 3];
        for (int from = 0, to = 0; from < samples.Length; from += 4, to += 3)
        {
            var light = 255 - samples[from + 3];
            for (var channel = 0; channel < 3; channel++)
            {
                pixels[to + channel] = (byte)Math.Max(0, light - DividedBy255(samples[from + channel] * light));
            }
        }

        return pixels;
    }

    /// <summary>Returns product / 255, rounded.</summary>
    private static int DividedBy255(int product)
    {
        var t = product + 128;
        return ((t >> 8) + t) >> 8;
    }
}
