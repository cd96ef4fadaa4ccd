using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>SigLIP: one crop, resized to the exact size regardless of aspect ratio.</summary>
public sealed class SiglipImageProcessor(ResizeStep resize, PixelNormalization normalization) : IImageProcessor
{
    private readonly CropPipeline pipeline = new(resize, normalization);

    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled) => pipeline.Run(image, [image]);

    /// <inheritdoc/>
    public ImageExtent Extent(ImageSize original, bool untiled) => new(original.Height, original.Width, 1);
}
