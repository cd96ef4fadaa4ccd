namespace LmmCl.Modeling.Images.Sizes;

/// <summary>Token layout of a tiled image.</summary>
/// <param name="Canvas">The chosen pinpoint, in pixels.</param>
/// <param name="Tiles">Rows and columns of tiles on the canvas.</param>
/// <param name="Unpadded">Feature grid of the tiles without padding.</param>
/// <param name="Final">Feature grid after applying the limit; the decoder sees it plus one newline per row.</param>
/// <param name="BaseTokens">Number of features of the resized whole image.</param>
public sealed record ImageTokenLayout(ImageSize Canvas, ImageSize Tiles, FeatureGrid Unpadded, ImageSize Final, int BaseTokens)
{
    /// <summary>Number of crops: the whole image and its tiles.</summary>
    public int Crops => 1 + Tiles.Height * Tiles.Width;

    /// <summary>Number of newline tokens, one per row of the final grid.</summary>
    public int NewlineTokens => Final.Height;

    /// <summary>Total number of image tokens, and thus of placeholders in the prompt.</summary>
    public int ImageTokens => Final.Height * Final.Width + NewlineTokens + BaseTokens;
}
