using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>
/// LLaVA-OneVision: a lone image is tiled; one of several is padded to a square with the mean colour and taken as one crop.
/// </summary>
/// <param name="resize">Exact size of a crop; its height is the tile side.</param>
/// <param name="normalization">The last step.</param>
/// <param name="pinpoints">Allowed canvas sizes.</param>
public sealed class LlavaOnevisionImageProcessor(ResizeStep resize, PixelNormalization normalization, IReadOnlyList<ImageSize> pinpoints)
    : IImageProcessor
{
    private readonly CropPipeline pipeline = new(resize, normalization);

    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled)
    {
        var size = resize.Target.Size;
        return pipeline.Run(image, untiled
            ? [PixelWindow.Squared(image, normalization.Background)]
            : AnyResolutionTiles.Cut(image, pinpoints, size.Height, size, resize));
    }

    /// <inheritdoc/>
    public ImageExtent Extent(ImageSize original, bool untiled) => new(
        original.Height,
        original.Width,
        untiled ? 1 : AnyResolutionTiles.Count(original, pinpoints, resize.Target.Size.Height));
}
