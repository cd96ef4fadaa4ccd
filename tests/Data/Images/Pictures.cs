using LmmCl.Modeling.Images;

namespace LmmCl.Data.Tests.Images;

/// <summary>Made-up pictures.</summary>
internal static class Pictures
{
    /// <summary>Random pixels.</summary>
    public static RgbImage Noise(int height, int width, int seed = 1)
    {
        var pixels = new byte[height * width * 3];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(height, width, pixels);
    }

    /// <summary>A smooth colour gradient, which JPEG keeps well.</summary>
    public static RgbImage Gradient(int height, int width)
    {
        var pixels = new byte[height * width * 3];
        for (var i = 0; i < height * width; i++)
        {
            var (y, x) = (i / width, i % width);
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = ((byte)(y * 255 / height), (byte)(x * 255 / width), 128);
        }

        return new RgbImage(height, width, pixels);
    }
}
