using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>The first LLaVA: padded to a square in the mean's colour where <paramref name="pads"/> says so, then as <see cref="ClipImageProcessor"/>.</summary>
public sealed class LlavaImageProcessor(CropPipeline pipeline, bool pads) : IImageProcessor
{
    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled) =>
        pipeline.Run(image, [pads ? PixelWindow.Squared(image, pipeline.Normalization.Background) : image]);
}
