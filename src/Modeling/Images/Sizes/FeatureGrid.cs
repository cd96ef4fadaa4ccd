namespace LmmCl.Modeling.Images.Sizes;

/// <summary>The region of a grid of image features that covers the image without its padding.</summary>
/// <param name="Top">Number of grid rows cut from the top, and as many from the bottom.</param>
/// <param name="Left">Number of grid columns cut from the left, and as many from the right.</param>
/// <param name="Size">Remaining rows and columns; either may be 0 for images of extreme aspect ratio.</param>
public readonly record struct FeatureGrid(int Top, int Left, ImageSize Size)
{
    private const int RoundedDecimals = 7;
    private const double ToleratedRatio = 1.1;

    /// <summary>Removes the padding from a grid that covers a whole canvas.</summary>
    /// <param name="original">Image size in pixels before resizing.</param>
    /// <param name="grid">Rows and columns of features on the canvas (tiles per side times features per tile side).</param>
    public static FeatureGrid Unpadded(ImageSize original, ImageSize grid)
    {
        if ((double)original.Width / original.Height > (double)grid.Width / grid.Height)
        {
            var rows = Truncated(original.Height * ((double)grid.Width / original.Width));
            var cut = (grid.Height - rows) / 2;
            return new(cut, 0, grid with { Height = grid.Height - 2 * cut });
        }
        else
        {
            var columns = Truncated(original.Width * ((double)grid.Height / original.Height));
            var cut = (grid.Width - columns) / 2;
            return new(0, cut, grid with { Width = grid.Width - 2 * cut });
        }
    }

    /// <summary>
    /// Returns the size to which a grid is shrunk to limit its features to about that of a number of tiles ("anyres_max_9").
    /// </summary>
    /// <param name="grid">Unpadded rows and columns.</param>
    /// <param name="maximumTiles">Maximum number of tiles; null for no limit.</param>
    /// <param name="featuresPerSide">Features along a side of a tile.</param>
    public static ImageSize Limited(ImageSize grid, int? maximumTiles, int featuresPerSide)
    {
        if (maximumTiles is not { } tiles)
        {
            return grid;
        }

        var ratio = Math.Sqrt((double)((long)grid.Height * grid.Width) / ((long)tiles * featuresPerSide * featuresPerSide));
        return ratio > ToleratedRatio ? new(FlooredQuotient(grid.Height, ratio), FlooredQuotient(grid.Width, ratio)) : grid;
    }

    private static int Truncated(double value) => (int)Math.Round(value, RoundedDecimals);

    /// <summary>
    /// Returns the floored quotient by <paramref name="divisor"/>, from the exact remainder: plain division may round up to the next
    /// integer.
    /// </summary>
    private static int FlooredQuotient(int value, double divisor) => (int)Math.Round((value - value % divisor) / divisor);
}
