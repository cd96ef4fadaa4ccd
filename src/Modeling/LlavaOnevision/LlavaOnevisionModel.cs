using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Siglip;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>
/// LLaVA-OneVision (Li et al. 2024): SigLIP tower, two-layer projector, Qwen2 decoder, and a learned vector that ends each row of image
/// features.
/// </summary>
public sealed class LlavaOnevisionModel : Module, IGeneratingModel
{
    private readonly SiglipTower tower;
    private readonly LlavaProjector projector;
    private readonly Decoder decoder;
    private readonly Projection? head;
    private readonly Parameter newline;

    /// <summary>Allocates the weights, to be filled from a checkpoint or by an initialiser.</summary>
    public LlavaOnevisionModel(LlavaOnevisionConfig config, Placement? placement = null)
        : base(nameof(LlavaOnevisionModel))
    {
        (Config, Placement) = (config, placement ?? Placement.Default);
        tower = new SiglipTower(config.Vision, config.FeatureLayers, Placement);
        projector = new LlavaProjector(
            config.Vision.Hidden * config.FeatureLayers.Count, config.Text.Hidden, config.ProjectorBias, Placement);
        decoder = new Decoder(config.Text, Placement);
        newline = Placement.Empty(config.Text.Hidden);
        register_module("vision_tower", tower);
        register_module("multi_modal_projector", projector);
        register_module("language_model", decoder);
        register_parameter("image_newline", newline);
        if (!config.Text.TiedHead)
        {
            head = new Projection(config.Text.Hidden, config.Text.Vocabulary, false, Placement);
            register_module("lm_head", head);
        }

        Parameters = Roles();
        Modules = WrappableModules.Of(this, Parameters, CheckpointName);
    }

    /// <summary>Dimensions and token ids.</summary>
    public LlavaOnevisionConfig Config { get; }

    /// <summary>Type and device of the parameters.</summary>
    public Placement Placement { get; }

    /// <inheritdoc/>
    public string Family => LlavaOnevisionConfig.ModelType;

    /// <inheritdoc/>
    public int LayerCount => Config.Text.Layers;

    /// <inheritdoc/>
    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelModule> Modules { get; }

    /// <inheritdoc/>
    public int ImageTokenId => Config.ImageTokenId;

    /// <inheritdoc/>
    public JsonObject ConfigJson(string dtype) => LlavaOnevisionConfigFile.ToJson(Config, dtype);

    /// <inheritdoc/>
    public Tensor Logits(MultimodalBatch batch)
    {
        using var scope = NewDisposeScope();
        return Head(Hidden(batch)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null)
    {
        using var scope = NewDisposeScope();
        var wanted = rows is null ? null : WantedRows.Of(rows, batch.InputIds.shape[1], batch.InputIds.device);
        var state = decoder.StateFor(batch.AttentionMask, batch.OnHost?.AttentionMask) with { Wanted = wanted };
        return decoder.call(Embed(batch), state).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Head(Tensor hidden) => head is null ? functional.linear(hidden, decoder.EmbeddingWeight) : head.call(hidden);

    /// <summary>Returns the rows that replace the image tokens, all images concatenated: [tokens, D].</summary>
    /// <exception cref="ArgumentException">The batch has no images, or its crops do not match them.</exception>
    public Tensor ImageFeatureRows(MultimodalBatch batch)
    {
        var pixels = batch.PixelValues ?? throw new ArgumentException("The batch has no pictures.", nameof(batch));
        using var scope = NewDisposeScope();
        var crops = Encode(pixels.to(Placement.Dtype), (batch.OnHost ?? batch).PixelValues!, batch.Images);
        return ImageFeatures.Assemble(crops, batch.Images, newline, Config).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public KeyValueCache NewCache(long rows, long capacity) => new(Config.Text, rows, capacity, Placement);

    /// <inheritdoc/>
    public Tensor Prefill(MultimodalBatch batch, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var (rows, length) = (batch.InputIds.shape[0], batch.InputIds.shape[1]);
        using Scalar stride = length;
        var last = Numbers.Range(1, rows + 1).mul_(stride).sub_(Numbers.One);
        var wanted = WantedRows.Of(last, length, batch.InputIds.device);
        var state = decoder.StateFor(batch.AttentionMask, batch.OnHost?.AttentionMask, cache) with { Wanted = wanted };
        var logits = Head(decoder.call(Embed(batch), state));
        cache.Advance(length);
        return logits.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Step(Tensor ids, Tensor positions, Tensor? mask, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var state = decoder.NextState(positions, cache.Length + 1, mask, cache);
        var logits = Head(decoder.call(decoder.Embed(ids), state).squeeze(1));
        cache.Advance(1);
        return logits.MoveToOuterDisposeScope();
    }

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

    /// <summary>Returns token vectors [B, T, D] with image features in place of the image tokens.</summary>
    private Tensor Embed(MultimodalBatch batch)
    {
        var vectors = decoder.Embed(batch.InputIds);
        if (batch.PixelValues is null)
        {
            return vectors;
        }

        var features = ImageFeatureRows(batch);
        var imageToken = Numbers.Of(Config.ImageTokenId);
        var places = batch.InputIds.eq(imageToken);
        var tokens = (batch.OnHost ?? batch).InputIds.eq(imageToken).sum().item<long>();
        return tokens == features.shape[0]
            ? vectors.masked_scatter(places.unsqueeze(-1), features)
            : throw new ArgumentException(
                $"The prompts hold {tokens} image tokens, the pictures give {features.shape[0]} features.", nameof(batch));
    }

    private List<ModelParameter> Roles()
    {
        var values = named_parameters().ToDictionary(pair => CheckpointName(pair.name), pair => pair.parameter);
        return
        [
            .. LlavaOnevisionParameters.Of(Config)
                .Select(shape => new ModelParameter(shape.Name, shape.Role, shape.Layer, values[shape.Name])),
        ];
    }

    /// <summary>Checkpoints nest everything except the head under <c>model</c>, and the tower one level deeper.</summary>
    private static string CheckpointName(string name) => name switch
    {
        _ when name == "lm_head" || name.StartsWith("lm_head.", StringComparison.Ordinal) => name,
        _ when name.StartsWith("vision_tower.", StringComparison.Ordinal) =>
            $"model.vision_tower.vision_model.{name["vision_tower.".Length..]}",
        _ => $"model.{name}",
    };
}
