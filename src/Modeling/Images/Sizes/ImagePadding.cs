namespace LmmCl.Modeling.Images.Sizes;

/// <summary>Rows and columns of padding around an image on its canvas, in pixels.</summary>
public readonly record struct ImagePadding(int Top, int Bottom, int Left, int Right);
