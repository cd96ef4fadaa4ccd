namespace LmmCl.Modeling.Images.Sizes;

/// <summary>A size, in pixels or in positions of a feature grid.</summary>
public readonly record struct ImageSize(int Height, int Width)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Height} x {Width}";
}
