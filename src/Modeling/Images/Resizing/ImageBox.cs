namespace LmmCl.Modeling.Images.Resizing;

/// <summary>A region of an image in pixels, possibly fractional.</summary>
public readonly record struct ImageBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Returns true if this is a non-empty region within the image.</summary>
    internal bool IsInside(RgbImage image) =>
        Left >= 0 && Top >= 0 && Left < Right && Top < Bottom && Right <= image.Width && Bottom <= image.Height;

    /// <summary>Returns true if this starts at a whole pixel and has exactly the given size.</summary>
    internal bool IsCrop(int height, int width) =>
        Left == MathF.Truncate(Left) && Top == MathF.Truncate(Top) && Right - Left == width && Bottom - Top == height;
}
