using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images.Steps;

/// <summary>How a processor resizes.</summary>
/// <param name="Target">The size wanted.</param>
/// <param name="Filter">How samples are weighted.</param>
/// <param name="Order">Which axis comes first.</param>
/// <param name="Enabled">False leaves crops as they are (<c>do_resize</c>); canvases of tiled pictures are filled all the same.</param>
public sealed record ResizeStep(
    ResizeTarget Target, ResampleFilter Filter = ResampleFilter.Bicubic, AxisOrder Order = AxisOrder.HorizontalFirst, bool Enabled = true)
{
    /// <summary>The picture at the target's size.</summary>
    public RgbImage Apply(RgbImage image) => Enabled ? To(image, Target.For(new(image.Height, image.Width))) : image;

    /// <summary>The picture at another size, with the same filter and order.</summary>
    public RgbImage To(RgbImage image, ImageSize size) => ImageResizer.Resize(image, size.Height, size.Width, Filter, Order);
}
