using LmmCl.Abstractions;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;
using NetVips;

namespace LmmCl.Data.Images.Vips;

/// <summary>Decodes files with libvips to 8-bit colour without alpha. Callers must have checked the size in the file's header.</summary>
internal static class VipsDecoder
{
    private const int StripBytes = 1 << 16;

    /// <summary>Number of rows that the loaders decode at a time, or a multiple of it.</summary>
    private const int LoaderRows = 16;

    /// <summary>Returns the image opened by <paramref name="open"/>.</summary>
    /// <param name="place">Name of the file for error messages.</param>
    /// <param name="format">Name of its format.</param>
    /// <param name="size">Size according to its header.</param>
    /// <param name="open">Opens the file with a libvips loader, for sequential reading.</param>
    /// <exception cref="InputException">The pixels are damaged.</exception>
    public static RgbImage Decode(string place, string format, ImageSize size, Func<Image> open) =>
        new(size.Height, size.Width, Samples(place, format, size, 3, () => Colour(To8Bits(open()))));

    /// <summary>Returns the unconverted samples, [height, width, <paramref name="channels"/>], of an 8-bit image.</summary>
    /// <exception cref="InputException">The pixels are damaged.</exception>
    public static byte[] Samples(string place, string format, ImageSize size, int channels, Func<Image> open)
    {
        LibVips.EnsureLoaded();
        try
        {
            using var image = open();
            return image.Height == size.Height && image.Width == size.Width && image.Bands == channels
                ? Read(image)
                : throw UnreadableImage.Damaged(place, format, "its pixels do not fit its header");
        }
        catch (VipsException error)
        {
            throw UnreadableImage.Damaged(place, format, "its pixels cannot be decoded", error);
        }
    }

    /// <summary>
    /// Reads strips on this thread: writing everything to memory at once would use libvips threads and hold all samples twice.
    /// </summary>
    private static byte[] Read(Image image)
    {
        var stride = image.Width * image.Bands;
        var rows = Math.Max(StripBytes / stride / LoaderRows, 1) * LoaderRows;
        byte[]? samples = null;
        using var region = Region.New(image);
        for (var y = 0; y < image.Height; y += rows)
        {
            var strip = region.Fetch(0, y, image.Width, Math.Min(rows, image.Height - y));

            // Allocated late, because most damaged files fail at the first strip.
            samples ??= new byte[stride * image.Height];
            strip.CopyTo(samples, y * stride);
        }

        return samples!;
    }

    /// <summary>
    /// Takes the high byte of 16-bit samples, but clips 16-bit grayscale at 255; Pillow does both when converting to RGB.
    /// </summary>
    private static Image To8Bits(Image image) => image.Format == Enums.BandFormat.Ushort
        ? Next(image, wide => wide.Cast(Enums.BandFormat.Uchar, shift: wide.Bands > 1))
        : image;

    private static Image Colour(Image image) => image.Bands switch
    {
        1 => Next(image, gray => gray.Bandjoin(gray, gray)),
        2 => Colour(Next(image, grayAlpha => grayAlpha.ExtractBand(0))),
        4 => Next(image, rgba => rgba.ExtractBand(0, 3)),
        _ => image,
    };

    /// <summary>Applies a step and disposes its input: the file is closed only once no intermediate image is held.</summary>
    private static Image Next(Image image, Func<Image, Image> step)
    {
        using (image)
        {
            return step(image);
        }
    }
}
