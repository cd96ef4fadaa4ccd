using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Qwen2;

/// <summary>A Qwen2 text-only language model (Yang et al. 2024), for verifying the effect of methods on text alone.</summary>
public sealed class Qwen2TextModel : Module, IMultimodalModel, IDisposable
{
    /// <summary>The model_type in <c>config.json</c>.</summary>
    public const string ModelType = "qwen2";

    private readonly Decoder decoder;
    private readonly Projection? head;

    /// <summary>Allocates the weights, to be filled from a checkpoint or by an initialiser.</summary>
    public Qwen2TextModel(DecoderConfig config, Placement? placement = null)
        : base(nameof(Qwen2TextModel))
    {
        Config = config;
        decoder = new Decoder(config, placement ?? Placement.Default);
        register_module("model", decoder);
        if (!config.TiedHead)
        {
            head = new Projection(config.Hidden, config.Vocabulary, false, placement ?? Placement.Default);
            register_module("lm_head", head);
        }

        var values = named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        Parameters = [.. Shapes(config).Select(shape => new ModelParameter(shape.Name, shape.Role, shape.Layer, values[shape.Name]))];
        Modules = WrappableModules.Of(this, Parameters, name => name);
    }

    /// <summary>Dimensions.</summary>
    public DecoderConfig Config { get; }

    /// <inheritdoc/>
    public string Family => ModelType;

    /// <inheritdoc/>
    public int LayerCount => Config.Layers;

    /// <inheritdoc/>
    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelModule> Modules { get; }

    /// <summary>Reads a checkpoint folder in the Hugging Face layout (Qwen2ForCausalLM).</summary>
    /// <exception cref="InputException">The folder is incomplete or damaged, or of another model type.</exception>
    public static Qwen2TextModel Load(string folder, Placement? placement = null)
    {
        var fields = JsonFields.Open(CheckpointFolder.Open(folder).Config);
        if (fields.Text("model_type") is var type && type != ModelType)
        {
            throw new InputException(fields.Place("model_type"), $"'{type}' is not '{ModelType}'.");
        }

        using var stored = CheckpointTensors.Open(folder);
        var config = DecoderConfig.Qwen2(fields, fields.Bool("tie_word_embeddings", false));
        ShapeCheck.Check(stored, DecoderClaims.Of("model", config, fields.Place));
        ModelWeights.Check(stored, [.. Shapes(config)]);
        var model = new Qwen2TextModel(config, placement);
        try
        {
            ModelWeights.Load(stored, model);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Tensor Logits(MultimodalBatch batch)
    {
        using var scope = NewDisposeScope();
        return Head(Hidden(batch)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The batch has images.</exception>
    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null)
    {
        if (batch.PixelValues is not null)
        {
            throw new ArgumentException("A text model reads no pictures.", nameof(batch));
        }

        using var scope = NewDisposeScope();
        var wanted = rows is null ? null : WantedRows.Of(rows, batch.InputIds.shape[1], batch.InputIds.device);
        var state = decoder.StateFor(batch.AttentionMask, batch.OnHost?.AttentionMask) with { Wanted = wanted };
        return decoder.call(decoder.Embed(batch.InputIds), state).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Head(Tensor hidden) => head is null ? functional.linear(hidden, decoder.EmbeddingWeight) : head.call(hidden);

    private static IEnumerable<ParameterShape> Shapes(DecoderConfig config) =>
        [.. DecoderParameters.Of("model", config), .. DecoderParameters.Head(config)];
}
