namespace LmmCl.Modeling.Images;

/// <summary>A colour; the default is black.</summary>
internal readonly record struct RgbColor(byte Red, byte Green, byte Blue);
