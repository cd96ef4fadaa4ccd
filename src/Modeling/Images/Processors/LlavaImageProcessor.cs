using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>Original LLaVA: one crop of the image padded to a square, then as <see cref="ClipImageProcessor"/>.</summary>
/// <param name="pipeline">The steps of a crop.</param>
/// <param name="pads">True to pad with the mean colour.</param>
public sealed class LlavaImageProcessor(CropPipeline pipeline, bool pads) : IImageProcessor
{
    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled) =>
        pipeline.Run(image, [pads ? PixelWindow.Squared(image, pipeline.Normalization.Background) : image]);

    /// <inheritdoc/>
    public ImageExtent Extent(ImageSize original, bool untiled) => new(original.Height, original.Width, 1);
}
