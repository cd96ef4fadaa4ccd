using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images;

/// <summary>Cuts a window that may extend beyond the image, which combines cropping and padding.</summary>
internal static class PixelWindow
{
    /// <summary>
    /// Returns [height, width, 3] pixels whose top left corner is the image's (<paramref name="top"/>, <paramref name="left"/>), with
    /// <paramref name="fill"/> outside the image.
    /// </summary>
    public static RgbImage Cut(RgbImage image, int top, int left, int height, int width, RgbColor fill = default)
    {
        var pixels = new byte[height * width * 3];
        if (fill != default)
        {
            for (var i = 0; i < pixels.Length; i += 3)
            {
                (pixels[i], pixels[i + 1], pixels[i + 2]) = (fill.Red, fill.Green, fill.Blue);
            }
        }

        var (firstColumn, endColumn) = (Math.Max(0, left), Math.Min(image.Width, left + width));
        for (var y = Math.Max(0, top); y < Math.Min(image.Height, top + height) && firstColumn < endColumn; y++)
        {
            var row = image.Pixels.AsSpan((y * image.Width + firstColumn) * 3, (endColumn - firstColumn) * 3);
            row.CopyTo(pixels.AsSpan(((y - top) * width + firstColumn - left) * 3));
        }

        return new RgbImage(height, width, pixels);
    }

    /// <summary>Centres the image on a canvas; an odd row or column goes to the bottom or right.</summary>
    public static RgbImage Centred(RgbImage image, ImageSize canvas, RgbColor fill = default)
    {
        var padding = AnyResolution.Padding(new(image.Height, image.Width), canvas);
        return Cut(image, -padding.Top, -padding.Left, canvas.Height, canvas.Width, fill);
    }

    /// <summary>Centres the image on the smallest square that contains it.</summary>
    public static RgbImage Squared(RgbImage image, RgbColor fill)
    {
        var side = Math.Max(image.Height, image.Width);
        return Centred(image, new(side, side), fill);
    }
}
