namespace LmmCl.Modeling.Images.Sizes;

/// <summary>How a tiled picture becomes image tokens.</summary>
/// <param name="Canvas">The chosen pinpoint, in pixels.</param>
/// <param name="Tiles">Rows and columns of tiles on the canvas.</param>
/// <param name="Unpadded">The tiles' features without padding.</param>
/// <param name="Final">The same after the limit; what the decoder sees, plus one newline for each row.</param>
/// <param name="BaseTokens">Features of the squeezed whole picture.</param>
public sealed record ImageTokenLayout(ImageSize Canvas, ImageSize Tiles, FeatureGrid Unpadded, ImageSize Final, int BaseTokens)
{
    /// <summary>The whole picture and its tiles.</summary>
    public int Crops => 1 + Tiles.Height * Tiles.Width;

    /// <summary>One for each row of the final grid.</summary>
    public int NewlineTokens => Final.Height;

    /// <summary>All together: the number of placeholders in the prompt.</summary>
    public int ImageTokens => Final.Height * Final.Width + NewlineTokens + BaseTokens;
}
