using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images.Vips;

/// <summary>Limits the size of decoded images, so that a few bytes cannot exhaust memory.</summary>
internal static class ImageLimits
{
    /// <summary>Twice Pillow's warning threshold; Pillow also rejects larger images by default.</summary>
    public const long LargestPixels = 178_956_970;

    /// <summary>Validates a size read from a file.</summary>
    /// <exception cref="InputException">A side is 0, or there are more than <see cref="LargestPixels"/> pixels.</exception>
    public static ImageSize Checked(string place, long height, long width)
    {
        if (height <= 0 || width <= 0)
        {
            throw new InputException(place, $"the picture is damaged: its size is given as {width} x {height}.");
        }

        if (height > LargestPixels || width > LargestPixels || height * width > LargestPixels)
        {
            throw new InputException(
                place, $"the picture is too large: {width} x {height} pixels.", $"At most {LargestPixels} pixels are read.");
        }

        return new((int)height, (int)width);
    }
}
