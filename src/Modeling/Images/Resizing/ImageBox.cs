namespace LmmCl.Modeling.Images.Resizing;

/// <summary>A part of a picture in pixels; fractions are allowed.</summary>
public readonly record struct ImageBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Whether this is a part of a picture of the given size, with at least a fraction of a pixel.</summary>
    internal bool IsInside(RgbImage image) =>
        Left >= 0 && Top >= 0 && Left < Right && Top < Bottom && Right <= image.Width && Bottom <= image.Height;

    /// <summary>Whether this starts at a whole pixel and has exactly the given size.</summary>
    internal bool IsCrop(int height, int width) =>
        Left == MathF.Truncate(Left) && Top == MathF.Truncate(Top) && Right - Left == width && Bottom - Top == height;
}
