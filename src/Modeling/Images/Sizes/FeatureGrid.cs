namespace LmmCl.Modeling.Images.Sizes;

/// <summary>The part of a grid of image features that shows the picture and not its padding.</summary>
/// <param name="Top">Grid rows cut from the top; as many are cut from the bottom.</param>
/// <param name="Left">Grid columns cut from the left; as many are cut from the right.</param>
/// <param name="Size">Rows and columns that remain; 0 of either for pictures of an extreme aspect.</param>
public readonly record struct FeatureGrid(int Top, int Left, ImageSize Size)
{
    private const int RoundedDecimals = 7;
    private const double ToleratedRatio = 1.1;

    /// <summary>Cuts the padding off a grid that covers a whole canvas.</summary>
    /// <param name="original">The picture, in pixels, before it was resized.</param>
    /// <param name="grid">Rows and columns of features on the canvas (tiles per side times features per tile and side).</param>
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

    /// <summary>The size that a grid is shrunk to so that about a number of tiles' worth of features remain ("anyres_max_9").</summary>
    /// <param name="grid">Unpadded rows and columns.</param>
    /// <param name="maximumTiles">Null for no limit.</param>
    /// <param name="featuresPerSide">Features per tile and side.</param>
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
    /// How often <paramref name="divisor"/> fits, from the exact remainder: the division alone may round up to the next number.
    /// </summary>
    private static int FlooredQuotient(int value, double divisor) => (int)Math.Round((value - value % divisor) / divisor);
}
