namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Axis that is resized first. The intermediate image is rounded to 8 bits, so the order affects the result.</summary>
public enum AxisOrder
{
    /// <summary>Pillow up to 12.3, which produced the published results.</summary>
    HorizontalFirst,

    /// <summary>Pillow 13.0: vertical first if that is less work.</summary>
    Pillow13,
}
