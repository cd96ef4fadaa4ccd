namespace LmmCl.Modeling.Images.Sizes;

/// <summary>Counts the image tokens of tiled images (LLaVA-NeXT, LLaVA-OneVision).</summary>
/// <param name="Pinpoints">Allowed canvas sizes in pixels, in configuration order.</param>
/// <param name="TileSize">Side of a tile in pixels.</param>
/// <param name="PatchSize">Side of a patch in pixels.</param>
/// <param name="MaximumTiles">Maximum number of tiles, such as the 9 of <c>anyres_max_9</c>; null for no limit.</param>
/// <param name="AdditionalBaseTokens">Tokens of the resized whole image beyond its patches, such as a retained class token.</param>
public sealed record AnyResolutionTokens(
    IReadOnlyList<ImageSize> Pinpoints, int TileSize, int PatchSize, int? MaximumTiles = null, int AdditionalBaseTokens = 0)
{
    private const string LimitPrefix = "anyres_max_";

    /// <summary>Number of features along a side of a tile.</summary>
    public int FeaturesPerSide => TileSize / PatchSize;

    /// <summary>
    /// Returns the limit in a configuration's <c>vision_aspect_ratio</c>: 9 for <c>anyres_max_9</c>, null if it names none.
    /// </summary>
    public static int? LimitOf(string? visionAspectRatio)
    {
        var named = visionAspectRatio is not null && visionAspectRatio.StartsWith(LimitPrefix, StringComparison.Ordinal);
        return named && int.TryParse(visionAspectRatio![LimitPrefix.Length..], out var limit) ? limit : null;
    }

    /// <summary>Returns the token layout of a tiled image of <paramref name="original"/> pixels.</summary>
    public ImageTokenLayout Layout(ImageSize original)
    {
        var canvas = AnyResolution.Best(original, Pinpoints);
        var tiles = new ImageSize(canvas.Height / TileSize, canvas.Width / TileSize);
        var unpadded = FeatureGrid.Unpadded(original, new(tiles.Height * FeaturesPerSide, tiles.Width * FeaturesPerSide));
        var final = FeatureGrid.Limited(unpadded.Size, MaximumTiles, FeaturesPerSide);
        return new(canvas, tiles, unpadded, final, FeaturesPerSide * FeaturesPerSide + AdditionalBaseTokens);
    }
}
