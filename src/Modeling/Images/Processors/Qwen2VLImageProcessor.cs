using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>Qwen2-VL and Qwen2.5-VL: resized to multiples of the merged patch within an area, cut into patches.</summary>
/// <param name="layout">Patches.</param>
/// <param name="minimumPixels">Smallest area.</param>
/// <param name="maximumPixels">Largest area.</param>
/// <param name="normalization">Before cutting.</param>
/// <param name="filter">How samples are weighted.</param>
/// <param name="order">Which axis comes first.</param>
/// <param name="resizes">False takes pictures as they are; their sides must then be multiples.</param>
public sealed class Qwen2VLImageProcessor(
    PatchLayout layout,
    long minimumPixels,
    long maximumPixels,
    PixelNormalization normalization,
    ResampleFilter filter = ResampleFilter.Bicubic,
    AxisOrder order = AxisOrder.HorizontalFirst,
    bool resizes = true)
{
    private readonly SmartResize smartResize = new(layout.Factor, minimumPixels, maximumPixels);

    /// <summary>The patches of one picture.</summary>
    /// <exception cref="InputException">The picture is too narrow, or is not resized and its sides are no multiples.</exception>
    public ProcessedPatches Process(RgbImage image)
    {
        var original = new ImageSize(image.Height, image.Width);
        var size = resizes ? smartResize.Apply(original) : original;
        if (size.Height % layout.Factor != 0 || size.Width % layout.Factor != 0)
        {
            throw new InputException("picture", $"its sides ({size}) are no multiples of {layout.Factor}.", "Set 'do_resize'.");
        }

        var resized = resizes ? ImageResizer.Resize(image, size.Height, size.Width, filter, order) : image;
        var planes = new float[resized.Pixels.Length];
        normalization.Apply(resized, planes);
        return layout.Cut(planes, size.Height, size.Width);
    }
}
