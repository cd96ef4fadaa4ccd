using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images.Steps;

/// <summary>Cuts an image into its "anyres" crops: the resized whole, then the tiles of the image on its best canvas.</summary>
internal static class AnyResolutionTiles
{
    /// <summary>
    /// Returns one resized crop of <paramref name="squeezed"/> pixels, then tiles of <paramref name="side"/> pixels, row by row.
    /// </summary>
    public static IReadOnlyList<RgbImage> Cut(
        RgbImage image, IReadOnlyList<ImageSize> pinpoints, int side, ImageSize squeezed, ResizeStep resize)
    {
        var original = new ImageSize(image.Height, image.Width);
        var canvas = AnyResolution.Best(original, pinpoints);
        var filled = PixelWindow.Centred(resize.To(image, AnyResolution.Resized(original, canvas)), canvas);
        var crops = new List<RgbImage> { resize.To(image, squeezed) };
        for (var top = 0; top < canvas.Height; top += side)
        {
            for (var left = 0; left < canvas.Width; left += side)
            {
                crops.Add(PixelWindow.Cut(filled, top, left, Math.Min(side, canvas.Height - top), Math.Min(side, canvas.Width - left)));
            }
        }

        return crops;
    }

    /// <summary>Returns the number of crops that <see cref="Cut"/> makes of an image of <paramref name="original"/> pixels.</summary>
    public static int Count(ImageSize original, IReadOnlyList<ImageSize> pinpoints, int side)
    {
        var canvas = AnyResolution.Best(original, pinpoints);
        return 1 + (Along(canvas.Height, side) * Along(canvas.Width, side));
    }

    /// <summary>Returns the number of tiles along a side of a canvas; the last may be narrower.</summary>
    private static int Along(int length, int side) => (length + side - 1) / side;
}
