using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>CLIP: one crop, with the shorter edge resized and the centre cropped.</summary>
public sealed class ClipImageProcessor(CropPipeline pipeline) : IImageProcessor
{
    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled) => pipeline.Run(image, [image]);

    /// <inheritdoc/>
    public ImageExtent Extent(ImageSize original, bool untiled) => new(original.Height, original.Width, 1);
}
