namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Which axis is resized first. The picture in between is rounded to 8 bits, so the order shows in the result.</summary>
public enum AxisOrder
{
    /// <summary>Pillow up to 12.3, which published results were computed with.</summary>
    HorizontalFirst,

    /// <summary>Pillow 13.0: vertical first where that is less work.</summary>
    Pillow13,
}
