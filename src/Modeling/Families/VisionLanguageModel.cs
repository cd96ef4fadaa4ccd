using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Memory;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Families;

/// <summary>
/// A language model that reads rows of image features in place of the image tokens of its prompts. A family adds the modules that produce
/// the rows, and calls <see cref="Complete"/> once all of its modules exist.
/// </summary>
public abstract class VisionLanguageModel : Module, IGeneratingModel, ISizedModel
{
    private readonly DecoderConfig text;
    private readonly Projection? head;

    /// <summary>Allocates the language model.</summary>
    /// <param name="family">Name of the family.</param>
    /// <param name="text">Dimensions of the language model.</param>
    /// <param name="placement">Type and device of the parameters.</param>
    protected VisionLanguageModel(string family, DecoderConfig text, Placement placement)
        : base(family)
    {
        (Family, this.text, Placement) = (family, text, placement);
        Decoder = new Decoder(text, placement);
        register_module("language_model", Decoder);
        if (!text.TiedHead)
        {
            head = new Projection(text.Hidden, text.Vocabulary, false, placement);
            register_module("lm_head", head);
        }
    }

    /// <summary>Type and device of the parameters.</summary>
    public Placement Placement { get; }

    /// <inheritdoc/>
    public string Family { get; }

    /// <inheritdoc/>
    public int LayerCount => text.Layers;

    /// <inheritdoc/>
    public IReadOnlyList<ModelParameter> Parameters { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<ModelModule> Modules { get; private set; } = [];

    /// <inheritdoc/>
    public abstract int ImageTokenId { get; }

    /// <inheritdoc/>
    public DecoderConfig Text => text;

    /// <inheritdoc/>
    public virtual VisionShape? Vision(IReadOnlyList<ImageExtent> images) => null;

    /// <inheritdoc/>
    public virtual ImageExtent Extent(ImageSize original) => new(original.Height, original.Width, 1);

    /// <summary>The language model without its head.</summary>
    protected Decoder Decoder { get; }

    /// <inheritdoc/>
    public abstract int ImageTokens(ImageExtent image);

    /// <inheritdoc/>
    public abstract JsonObject ConfigJson(string dtype);

    /// <summary>Returns the rows that replace the image tokens, all images concatenated: [tokens, D].</summary>
    /// <exception cref="ArgumentException">The batch has no images, or its pixels do not match them.</exception>
    public abstract Tensor ImageFeatureRows(MultimodalBatch batch);

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
        var state = StateFor(batch, null) with { Wanted = wanted };
        return Decoder.call(Embed(batch), state).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Head(Tensor hidden) => head is null ? functional.linear(hidden, Decoder.EmbeddingWeight) : head.call(hidden);

    /// <inheritdoc/>
    public KeyValueCache NewCache(long rows, long capacity) => new(text, rows, capacity, Placement);

    /// <inheritdoc/>
    public Tensor Prefill(MultimodalBatch batch, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var (rows, length) = (batch.InputIds.shape[0], batch.InputIds.shape[1]);
        using Scalar stride = length;
        var last = Numbers.Range(1, rows + 1).mul_(stride).sub_(Numbers.One);
        var wanted = WantedRows.Of(last, length, batch.InputIds.device);
        var state = StateFor(batch, cache) with { Wanted = wanted };
        var logits = Head(Decoder.call(Embed(batch), state));
        cache.Advance(length);
        return logits.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Step(Tensor ids, Tensor positions, Tensor? mask, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var places = cache.PositionOffsets is { } offsets ? positions.Plus(offsets) : positions;
        var state = Decoder.NextState(places, cache.Length + 1, mask, cache);
        var logits = Head(Decoder.call(Decoder.Embed(ids), state).squeeze(1));
        cache.Advance(1);
        return logits.MoveToOuterDisposeScope();
    }

    /// <summary>Positions and mask of a batch; by default, tokens are counted from the first real one.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cache">Cache to fill; null outside generation.</param>
    protected virtual AttentionState StateFor(MultimodalBatch batch, KeyValueCache? cache) =>
        Decoder.StateFor(batch.AttentionMask, batch.OnHost?.AttentionMask, cache);

    /// <summary>Assigns roles to the parameters and handles to the modules, once all modules are registered.</summary>
    /// <param name="shapes">Name and role of every parameter, in checkpoint order.</param>
    /// <param name="checkpointName">Returns the name in a checkpoint of a module or parameter of this class.</param>
    protected void Complete(IEnumerable<ParameterShape> shapes, Func<string, string> checkpointName)
    {
        var values = named_parameters().ToDictionary(pair => checkpointName(pair.name), pair => pair.parameter);
        Parameters = [.. shapes.Select(shape => new ModelParameter(shape.Name, shape.Role, shape.Layer, values[shape.Name]))];
        Modules = WrappableModules.Of(this, Parameters, checkpointName);
    }

    /// <summary>Checkpoints nest everything except the head under <c>model</c>.</summary>
    protected static string NestedName(string name) =>
        name == "lm_head" || name.StartsWith("lm_head.", StringComparison.Ordinal) ? name : $"model.{name}";

    /// <summary>Returns token vectors [B, T, D] with image features in place of the image tokens.</summary>
    private Tensor Embed(MultimodalBatch batch)
    {
        if (batch.PixelValues is null)
        {
            return Decoder.Embed(batch.InputIds);
        }

        var features = ImageFeatureRows(batch);
        var imageToken = Numbers.Of(ImageTokenId);
        var places = batch.InputIds.eq(imageToken);
        var tokens = (batch.OnHost ?? batch).InputIds.eq(imageToken).sum().item<long>();
        if (tokens != features.shape[0])
        {
            throw new ArgumentException(
                $"The prompts hold {tokens} image tokens, the pictures give {features.shape[0]} features.", nameof(batch));
        }

        // The original code's placeholder is not a row of the embedding.
        var known = ImageTokenId >= 0 && ImageTokenId < text.Vocabulary;
        var vectors = Decoder.Embed(known ? batch.InputIds : batch.InputIds.masked_fill(places, Numbers.Of(0)));
        return vectors.masked_scatter(places.unsqueeze(-1), features);
    }
}
