namespace LmmCl.Data.Images.Png;

/// <summary>Colour types of the PNG header, with their numbers in the file.</summary>
internal enum PngColor
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
