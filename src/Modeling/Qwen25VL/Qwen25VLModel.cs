using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Memory;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Qwen2.5-VL (Bai et al. 2025): windowed tower with merger, Qwen2 decoder with multimodal positions.</summary>
public sealed class Qwen25VLModel : VisionLanguageModel
{
    // The limits of the published checkpoints' preprocessor_config.json.
    private const long PublishedMinimum = 56 * 56;
    private const long PublishedMaximum = 12_845_056;

    private readonly VisionTower tower;

    /// <summary>Allocates the weights, to be filled from a checkpoint or by an initialiser.</summary>
    public Qwen25VLModel(Qwen25VLConfig config, Placement? placement = null)
        : base(Qwen25VLConfig.ModelType, config.Text, placement ?? Placement.Default)
    {
        Config = config;
        tower = new VisionTower(config.Vision, Placement);
        register_module("visual", tower);
        Complete(Qwen25VLParameters.Of(config), NestedName);
    }

    /// <summary>Dimensions and token ids.</summary>
    public Qwen25VLConfig Config { get; }

    /// <inheritdoc/>
    public override int ImageTokenId => Config.ImageTokenId;

    /// <inheritdoc/>
    public override int ImageTokens(ImageExtent image) => PatchGrid.Of(image, Config.Vision).Patches / Config.Vision.MergedPatches;

    /// <inheritdoc/>
    public override VisionShape Vision(IReadOnlyList<ImageExtent> images)
    {
        var (vision, patches) = (Config.Vision, images.Sum(image => (long)image.Crops));
        var merged = patches / vision.MergedPatches;
        var joined = (long)vision.Hidden * vision.MergedPatches;
        return new VisionShape(patches, vision.Hidden, vision.Intermediate, vision.Layers, IsGated: true)
        {
            Pixels = patches * vision.Channels * vision.TemporalPatchSize * vision.PatchSize * vision.PatchSize,
            Projected = (merged, joined),
            ProjectorWidth = joined,
            Features = merged,
        };
    }

    /// <inheritdoc/>
    public override ImageExtent Extent(ImageSize original)
    {
        var (side, factor) = (Config.Vision.PatchSize, Config.Vision.PatchSize * Config.Vision.MergeSize);
        var size = new SmartResize(factor, PublishedMinimum, PublishedMaximum).Apply(original);
        return new ImageExtent(size.Height, size.Width, size.Height / side * (size.Width / side));
    }

    /// <inheritdoc/>
    public override JsonObject ConfigJson(string dtype) => Qwen25VLConfigFile.ToJson(Config, dtype);

    /// <inheritdoc/>
    public override Tensor ImageFeatureRows(MultimodalBatch batch)
    {
        var pixels = batch.PixelValues ?? throw new ArgumentException("The batch has no pictures.", nameof(batch));
        var images = batch.Images.Select(image => PatchGrid.Of(image, Config.Vision)).ToList();
        if (pixels.shape[0] != images.Sum(image => (long)image.Patches))
        {
            throw new ArgumentException(
                $"There are {pixels.shape[0]} patches for pictures that have {images.Sum(image => image.Patches)}.", nameof(batch));
        }

        using var scope = NewDisposeScope();
        return tower.call(pixels.to(Placement.Dtype), images).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override AttentionState StateFor(MultimodalBatch batch, KeyValueCache? cache)
    {
        if (batch.Images.Count == 0)
        {
            return base.StateFor(batch, cache);
        }

        var positions = MultimodalPositions.Of(batch.OnHost ?? batch, Config);
        var device = batch.InputIds.device;
        if (cache is not null)
        {
            cache.PositionOffsets = positions.Offsets.to(device).alias().DetachFromDisposeScope();
        }

        return Decoder.StateAt(
            positions.Values.to(device), positions.Longest, batch.AttentionMask, batch.OnHost?.AttentionMask, cache);
    }
}
