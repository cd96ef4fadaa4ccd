using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images;

/// <summary>A preprocessed image for a vision tower.</summary>
/// <param name="Crops">
/// Number of crops; a tiled image starts with the resized whole, followed by the tiles row by row. An image that is cut into patches has
/// as many crops as patches.
/// </param>
/// <param name="Height">Height of a crop.</param>
/// <param name="Width">Width of a crop.</param>
/// <param name="PixelValues">[crops, 3, height, width] or [patches, length], rescaled and normalized.</param>
/// <param name="Extent">Size in pixels and number of crops.</param>
public sealed record ProcessedImage(int Crops, int Height, int Width, float[] PixelValues, ImageExtent Extent)
{
    /// <summary>Shape of one crop: [3, height, width], or the length of a patch.</summary>
    public IReadOnlyList<long> CropShape { get; init; } = [3, Height, Width];
}
