using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Memory;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Llava;

/// <summary>
/// LLaVA with tiled images (Liu et al. 2024): vision tower, two-layer projector, language model, and a learned vector that ends each row of
/// image features.
/// </summary>
public abstract class LlavaModel : VisionLanguageModel
{
    private const string TowerName = "vision_tower";

    private readonly LlavaDimensions dimensions;
    private readonly Module<Tensor, Tensor> tower;
    private readonly LlavaProjector projector;
    private readonly Parameter newline;

    /// <summary>Allocates projector and language model and takes over the tower.</summary>
    /// <param name="family">Name of the family.</param>
    /// <param name="dimensions">Dimensions and token ids.</param>
    /// <param name="tower">The tower, mapping crops [N, 3, H, W] to [N, P, features].</param>
    /// <param name="parameters">Name and role of every parameter, in checkpoint order.</param>
    /// <param name="placement">Type and device.</param>
    private protected LlavaModel(
        string family,
        LlavaDimensions dimensions,
        Module<Tensor, Tensor> tower,
        IEnumerable<ParameterShape> parameters,
        Placement placement)
        : base(family, dimensions.Text, placement)
    {
        (this.dimensions, this.tower) = (dimensions, tower);
        projector = new LlavaProjector(
            dimensions.Tower.Width * dimensions.FeatureLayers.Count, dimensions.Text.Hidden, dimensions.ProjectorBias, placement);
        newline = placement.Empty(dimensions.Text.Hidden);
        register_module(TowerName, tower);
        register_module("multi_modal_projector", projector);
        register_parameter("image_newline", newline);
        Complete(parameters, CheckpointName);
    }

    /// <inheritdoc/>
    public override int ImageTokenId => dimensions.ImageTokenId;

    /// <inheritdoc/>
    public override int ImageTokens(ImageExtent image) => LlavaOnevisionImageTokens.Count(dimensions.Tiling, image);

    /// <inheritdoc/>
    public override VisionShape Vision(IReadOnlyList<ImageExtent> images)
    {
        var size = dimensions.Tower;
        var crops = images.Sum(image => (long)image.Crops);
        var encoded = images.All(IsItsOwnTile) ? images.Count : crops;
        var features = dimensions.Tiling.FeaturesPerSide * dimensions.Tiling.FeaturesPerSide;
        return new VisionShape(encoded * size.Positions, size.Width, size.Intermediate, dimensions.BlocksRun, IsGated: false)
        {
            Pixels = crops * 3 * size.CropSide * size.CropSide,
            Projected = (encoded * features, (long)size.Width * dimensions.FeatureLayers.Count),
            ProjectorWidth = dimensions.Text.Hidden,
            Features = images.Sum(image => (long)ImageTokens(image)),
        };
    }

    /// <inheritdoc/>
    public override ImageExtent Extent(ImageSize original) =>
        new(original.Height, original.Width, dimensions.Tiling.Layout(original).Crops);

    /// <inheritdoc/>
    public override Tensor ImageFeatureRows(MultimodalBatch batch)
    {
        var pixels = batch.PixelValues ?? throw new ArgumentException("The batch has no pictures.", nameof(batch));
        using var scope = NewDisposeScope();
        var crops = Encode(pixels.to(Placement.Dtype), (batch.OnHost ?? batch).PixelValues!, batch.Images);
        return ImageFeatures.Assemble(crops, batch.Images, newline, dimensions.Tiling).MoveToOuterDisposeScope();
    }

    /// <summary>True for a square image of one tile, which is encoded once (<see cref="Encode"/>).</summary>
    private static bool IsItsOwnTile(ImageExtent image) => image.Crops == 2 && image.Height == image.Width;

    /// <summary>
    /// Runs crops [N, 3, H, W] through tower and projector: [N, P, D]. For a square image of one tile, the tile equals the base view; if
    /// this holds for the whole batch, only one of the two is encoded and used for both.
    /// </summary>
    private Tensor Encode(Tensor pixels, Tensor onHost, IReadOnlyList<ImageExtent> images)
    {
        if (images.All(image => image.Crops == 2) && pixels.shape[0] == 2 * images.Count)
        {
            Tensor View(Tensor crops, long which) => crops.view([images.Count, 2, .. crops.shape.Skip(1)]).select(1, which);
            if (View(onHost, 0).eq(View(onHost, 1)).all().item<bool>())
            {
                var features = projector.call(tower.call(View(pixels, 0)));
                return features.unsqueeze(1).expand(images.Count, 2, features.shape[1], features.shape[2]).flatten(0, 1);
            }
        }

        return projector.call(tower.call(pixels));
    }

    /// <summary>Checkpoints nest the tower one level deeper.</summary>
    private static string CheckpointName(string name) => name.StartsWith(TowerName + ".", StringComparison.Ordinal)
        ? $"{LlavaParameters.Tower}.{name[(TowerName.Length + 1)..]}"
        : NestedName(name);
}
