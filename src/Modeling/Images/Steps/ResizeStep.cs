using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images.Steps;

/// <summary>Resizing step of a processor.</summary>
/// <param name="Target">Target size.</param>
/// <param name="Filter">Resampling filter.</param>
/// <param name="Order">Axis that is resized first.</param>
/// <param name="Enabled">False leaves crops unchanged (<c>do_resize</c>); canvases of tiled images are still filled.</param>
public sealed record ResizeStep(
    ResizeTarget Target, ResampleFilter Filter = ResampleFilter.Bicubic, AxisOrder Order = AxisOrder.HorizontalFirst, bool Enabled = true)
{
    /// <summary>Resizes the image to the target size.</summary>
    public RgbImage Apply(RgbImage image) => Enabled ? To(image, Target.For(new(image.Height, image.Width))) : image;

    /// <summary>Resizes the image to another size with the same filter and order.</summary>
    public RgbImage To(RgbImage image, ImageSize size) => ImageResizer.Resize(image, size.Height, size.Width, Filter, Order);
}
