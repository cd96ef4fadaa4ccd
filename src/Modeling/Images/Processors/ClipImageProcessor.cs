using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>CLIP: one crop, the shorter edge resized, the middle cut out.</summary>
public sealed class ClipImageProcessor(CropPipeline pipeline) : IImageProcessor
{
    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled) => pipeline.Run(image, [image]);

    /// <inheritdoc/>
    public int Crops(ImageSize original, bool untiled) => 1;
}
