namespace LmmCl.Modeling.Images.Resizing;

/// <summary>A part of a picture in pixels; fractions are allowed.</summary>
public readonly record struct ImageBox(float Left, float Top, float Right, float Bottom);
