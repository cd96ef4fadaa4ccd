using LmmCl.Modeling.Images;

namespace LmmCl.Modeling.Tests.Images;

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

    /// <summary>One gray level everywhere.</summary>
    public static RgbImage Flat(int height, int width, byte level) => new(height, width, [.. Enumerable.Repeat(level, height * width * 3)]);

    /// <summary>One row of gray levels.</summary>
    public static RgbImage Row(params byte[] levels) => new(1, levels.Length, [.. levels.SelectMany(level => Enumerable.Repeat(level, 3))]);

    /// <summary>The red channel of the first row.</summary>
    public static IEnumerable<int> FirstRow(RgbImage image) => Enumerable.Range(0, image.Width).Select(x => (int)image.Pixels[x * 3]);
}
