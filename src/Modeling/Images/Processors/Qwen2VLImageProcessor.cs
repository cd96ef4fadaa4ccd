using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>Qwen2-VL and Qwen2.5-VL: resized to multiples of the merged patch within area limits, then cut into patches.</summary>
/// <param name="layout">Patch layout.</param>
/// <param name="minimumPixels">Minimum area in pixels.</param>
/// <param name="maximumPixels">Maximum area in pixels.</param>
/// <param name="normalization">Normalization applied before cutting.</param>
/// <param name="filter">Resampling filter.</param>
/// <param name="order">Axis that is resized first.</param>
/// <param name="resizes">False disables resizing; image sides must then be multiples already.</param>
public sealed class Qwen2VLImageProcessor(
    PatchLayout layout,
    long minimumPixels,
    long maximumPixels,
    PixelNormalization normalization,
    ResampleFilter filter = ResampleFilter.Bicubic,
    AxisOrder order = AxisOrder.HorizontalFirst,
    bool resizes = true) : IImageProcessor
{
    private readonly SmartResize smartResize = new(layout.Factor, minimumPixels, maximumPixels);

    /// <summary>Returns the patches of an image.</summary>
    /// <exception cref="InputException">The image is too narrow, or is not resized and its sides are not multiples.</exception>
    public ProcessedPatches Process(RgbImage image)
    {
        var size = Resized(new ImageSize(image.Height, image.Width));
        var resized = resizes ? ImageResizer.Resize(image, size.Height, size.Width, filter, order) : image;
        var planes = new float[resized.Pixels.Length];
        normalization.Apply(resized, planes);
        return layout.Cut(planes, size.Height, size.Width);
    }

    /// <inheritdoc/>
    ProcessedImage IImageProcessor.Process(RgbImage image, bool untiled)
    {
        var patches = Process(image);
        var extent = Extent(new ImageSize(image.Height, image.Width), untiled);
        return new ProcessedImage(extent.Crops, layout.PatchSize, layout.PatchSize, patches.Values, extent)
        {
            CropShape = [patches.PatchLength],
        };
    }

    /// <inheritdoc/>
    public ImageExtent Extent(ImageSize original, bool untiled)
    {
        var size = Resized(original);
        return new ImageExtent(size.Height, size.Width, size.Height / layout.PatchSize * (size.Width / layout.PatchSize));
    }

    private ImageSize Resized(ImageSize original)
    {
        var size = resizes ? smartResize.Apply(original) : original;
        return size.Height % layout.Factor == 0 && size.Width % layout.Factor == 0
            ? size
            : throw new InputException("picture", $"its sides ({size}) are not multiples of {layout.Factor}.", "Set 'do_resize'.");
    }
}
