using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;
using NetVips;

namespace LmmCl.Data.Images;

/// <summary>Encodes an image as baseline JPEG.</summary>
public static class JpegEncoder
{
    /// <summary>Start marker and the header that libvips omits: JFIF 1.1, square pixels.</summary>
    private static ReadOnlySpan<byte> StartWithJfif =>
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>Returns the bytes of the file.</summary>
    /// <param name="image">Image of at most 65500 pixels on each side.</param>
    /// <param name="quality">Quality from 1 (worst) to 100.</param>
    /// <param name="subsampling">Chroma subsampling.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality or a side is out of range.</exception>
    /// <exception cref="InputException">libvips cannot be loaded.</exception>
    public static byte[] Encode(RgbImage image, int quality = 90, ChromaSubsampling subsampling = ChromaSubsampling.Half)
    {
        const int longest = 65500;
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(image.Height, image.Width), longest, nameof(image));
        LibVips.EnsureLoaded();
        return [.. StartWithJfif, .. WithoutJfif(image, quality, subsampling)[2..]];
    }

    /// <summary>Writes <paramref name="image"/> to <paramref name="path"/>.</summary>
    public static void Write(string path, RgbImage image, int quality = 90, ChromaSubsampling subsampling = ChromaSubsampling.Half) =>
        File.WriteAllBytes(path, Encode(image, quality, subsampling));

    private static byte[] WithoutJfif(RgbImage image, int quality, ChromaSubsampling subsampling)
    {
        using var pixels = Image.NewFromMemory<byte>(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return pixels.JpegsaveBuffer(
            q: quality,
            subsampleMode: subsampling == ChromaSubsampling.Half ? Enums.ForeignSubsample.On : Enums.ForeignSubsample.Off,
            keep: Enums.ForeignKeep.None);
    }
}
