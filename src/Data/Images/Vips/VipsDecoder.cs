using LmmCl.Abstractions;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;
using NetVips;

namespace LmmCl.Data.Images.Vips;

/// <summary>Decodes files with libvips to 8-bit colour without alpha. The caller has checked the size in the file's header.</summary>
internal static class VipsDecoder
{
    private const int StripBytes = 1 << 16;

    /// <summary>The loaders decode so many rows at a time, or a divisor of it.</summary>
    private const int LoaderRows = 16;

    /// <summary>The picture that <paramref name="open"/> gives.</summary>
    /// <param name="place">What to call the file in error messages.</param>
    /// <param name="format">Its format's name.</param>
    /// <param name="size">What its header says.</param>
    /// <param name="open">Opens it with one of libvips' loaders, for sequential reading.</param>
    /// <exception cref="InputException">The pixels are damaged.</exception>
    public static RgbImage Decode(string place, string format, ImageSize size, Func<Image> open) =>
        new(size.Height, size.Width, Samples(place, format, size, 3, () => Colour(To8Bits(open()))));

    /// <summary>The samples, [height, width, <paramref name="channels"/>], of a picture of 8 bits, as they are.</summary>
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

    /// <summary>Reads strips on this thread: writing all to memory at once takes threads of libvips and holds all samples twice.</summary>
    private static byte[] Read(Image image)
    {
        var stride = image.Width * image.Bands;
        var rows = Math.Max(StripBytes / stride / LoaderRows, 1) * LoaderRows;
        byte[]? samples = null;
        using var region = Region.New(image);
        for (var y = 0; y < image.Height; y += rows)
        {
            var strip = region.Fetch(0, y, image.Width, Math.Min(rows, image.Height - y));

            // Only now, because most damaged files fail at the first strip.
            samples ??= new byte[stride * image.Height];
            strip.CopyTo(samples, y * stride);
        }

        return samples!;
    }

    /// <summary>The high byte of 16 bits, but gray of 16 bits is clipped at 255: both as Pillow does when it converts to RGB.</summary>
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

    /// <summary>The file is closed once nobody holds any step on the way from it, so each is let go when the next one is there.</summary>
    private static Image Next(Image image, Func<Image, Image> step)
    {
        using (image)
        {
            return step(image);
        }
    }
}
