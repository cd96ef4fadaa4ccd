using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Families;

/// <summary>A family from outside src/Modeling: an image becomes one row, a linear map of its mean colour.</summary>
internal sealed class ToyFamily : IModelFamily
{
    public const string Type = "toy_vl";

    public string Name => Type;

    public IReadOnlyList<string> ModelTypes => [Type];

    public TensorRenames Renames { get; } = new(("decoder.", "model.language_model."), ("eye.", "model.eye."));

    public ConversationTemplate Template => ConversationTemplate.Qwen15;

    public static IEnumerable<ParameterShape> Parameters(DecoderConfig text) =>
    [
        new("model.eye.weight", ParameterRole.Projector, null, [text.Hidden, 3]),
        .. DecoderParameters.Of("model.language_model", text),
        .. DecoderParameters.Head(text),
    ];

    public ModelBlueprint Read(JsonFields config)
    {
        var text = DecoderConfig.Llama(config, tied: false);
        return new ModelBlueprint(() => Parameters(text), placement => new ToyModel(text, placement))
        {
            Claims = [.. DecoderClaims.Of("model.language_model", text, config.Place)],
        };
    }
}

/// <summary>The family's model.</summary>
internal sealed class ToyModel : VisionLanguageModel
{
    private readonly DecoderConfig text;
    private readonly Projection eye;

    public ToyModel(DecoderConfig text, Placement placement)
        : base(ToyFamily.Type, text, placement)
    {
        this.text = text;
        eye = new Projection(3, text.Hidden, false, placement);
        register_module("eye", eye);
        Complete(ToyFamily.Parameters(text), NestedName);
    }

    public override int ImageTokenId => 40;

    public override int ImageTokens(ImageExtent image) => 1;

    public override JsonObject ConfigJson(string dtype) => new()
    {
        ["model_type"] = ToyFamily.Type,
        ["dtype"] = dtype,
        ["vocab_size"] = text.Vocabulary,
        ["hidden_size"] = text.Hidden,
        ["intermediate_size"] = text.Intermediate,
        ["num_hidden_layers"] = text.Layers,
        ["num_attention_heads"] = text.Heads,
        ["num_key_value_heads"] = text.KeyValueHeads,
    };

    public override Tensor ImageFeatureRows(MultimodalBatch batch) => eye.call(batch.PixelValues!.mean([2, 3]));
}
