namespace LmmCl.Data.Images.Jpeg;

/// <summary>CMYK as JPEG files hold it (inverted, Adobe's way), to RGB with Pillow's arithmetic.</summary>
internal static class InvertedCmyk
{
    /// <summary>[n, 4] inverted cyan-magenta-yellow-black to [n, 3] red-green-blue.</summary>
    public static byte[] ToRgb(ReadOnlySpan<byte> samples)
    {
        var pixels = new byte[samples.Length / 4 * 3];
        for (int from = 0, to = 0; from < samples.Length; from += 4, to += 3)
        {
            int light = samples[from + 3];
            for (var channel = 0; channel < 3; channel++)
            {
                pixels[to + channel] = (byte)Math.Clamp(light - DividedBy255((255 - samples[from + channel]) * light), 0, 255);
            }
        }

        return pixels;
    }

    /// <summary>product / 255, rounded.</summary>
    private static int DividedBy255(int product)
    {
        var t = product + 128;
        return ((t >> 8) + t) >> 8;
    }
}
