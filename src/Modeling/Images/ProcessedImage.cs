using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images;

/// <summary>A preprocessed image for a vision tower.</summary>
/// <param name="Crops">Number of crops; a tiled image starts with the resized whole, followed by the tiles row by row.</param>
/// <param name="Height">Height of a crop.</param>
/// <param name="Width">Width of a crop.</param>
/// <param name="PixelValues">[crops, 3, height, width], rescaled and normalized.</param>
/// <param name="Extent">Original size in pixels and number of crops.</param>
public sealed record ProcessedImage(int Crops, int Height, int Width, float[] PixelValues, ImageExtent Extent);
