using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images;

/// <summary>A picture as a vision tower takes it.</summary>
/// <param name="Crops">Pictures that it was cut into; for a tiled one the squeezed whole comes first, then the tiles row by row.</param>
/// <param name="Height">Rows of a crop.</param>
/// <param name="Width">Columns of a crop.</param>
/// <param name="PixelValues">[crops, 3, height, width], rescaled and normalized.</param>
/// <param name="Extent">The original size in pixels, and the crops.</param>
public sealed record ProcessedImage(int Crops, int Height, int Width, float[] PixelValues, ImageExtent Extent);
