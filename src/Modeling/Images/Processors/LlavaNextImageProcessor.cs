using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>LLaVA-NeXT: always tiled; each crop is then processed as by <see cref="ClipImageProcessor"/>.</summary>
/// <param name="pipeline">The steps of a crop.</param>
/// <param name="pinpoints">Allowed canvas sizes.</param>
/// <param name="tileSide">Side of a tile in pixels.</param>
public sealed class LlavaNextImageProcessor(CropPipeline pipeline, IReadOnlyList<ImageSize> pinpoints, int tileSide) : IImageProcessor
{
    /// <inheritdoc/>
    public ProcessedImage Process(RgbImage image, bool untiled) =>
        pipeline.Run(image, AnyResolutionTiles.Cut(image, pinpoints, tileSide, pipeline.Resize.Target.Size, pipeline.Resize));

    /// <inheritdoc/>
    public ImageExtent Extent(ImageSize original, bool untiled) =>
        new(original.Height, original.Width, AnyResolutionTiles.Count(original, pinpoints, tileSide));
}
