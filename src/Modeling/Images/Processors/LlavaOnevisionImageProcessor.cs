using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>LLaVA-OneVision: a lone picture is tiled; one of several is padded to a square in the mean's colour, one crop.</summary>
/// <param name="resize">The exact size of a crop; tiles have its height as their side.</param>
/// <param name="normalization">The last step.</param>
/// <param name="pinpoints">Canvases allowed.</param>
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
    public int Crops(ImageSize original, bool untiled) =>
        untiled ? 1 : AnyResolutionTiles.Count(original, pinpoints, resize.Target.Size.Height);
}
