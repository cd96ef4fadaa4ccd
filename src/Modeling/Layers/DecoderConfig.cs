using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Modeling.Layers;

/// <summary>Dimensions of a Llama-style language model (Qwen2, Llama 3).</summary>
public sealed record DecoderConfig
{
    /// <summary>Number of rows of the token embedding; may exceed the tokenizer's vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Width D of the residual stream.</summary>
    public required int Hidden { get; init; }

    /// <summary>Inner width of the gated MLP.</summary>
    public required int Intermediate { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of key and value heads; divides <see cref="Heads"/>.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of one head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Added to the mean square inside every norm.</summary>
    public double RmsNormEpsilon { get; init; } = 1e-6;

    /// <summary>Base of the rotary frequencies.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Maximum sequence length of the model.</summary>
    public int MaxPositions { get; init; } = 32_768;

    /// <summary>True if q, k and v have biases (o never has).</summary>
    public bool AttentionBias { get; init; } = true;

    /// <summary>True if the head is the token embedding.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Standard deviation of initial weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Reads a Qwen2 <c>text_config</c>; absent keys take the library's defaults.</summary>
    /// <exception cref="InputException">A value is of the wrong type, or requests an unsupported feature.</exception>
    internal static DecoderConfig Qwen2(JsonFields fields, bool tied)
    {
        Refuse(fields, "hidden_act", "silu");
        if (fields.Bool("use_sliding_window", false))
        {
            throw new InputException(
                fields.Place("use_sliding_window"),
                "sliding-window attention is not supported.",
                "Only full attention is.");
        }

        var hidden = fields.Positive("hidden_size", 4096);
        var heads = fields.Positive("num_attention_heads", 32);
        var config = new DecoderConfig
        {
            Vocabulary = fields.Positive("vocab_size", 151_936),
            Hidden = hidden,
            Intermediate = fields.Positive("intermediate_size", 22_016),
            Layers = fields.Positive("num_hidden_layers", 32),
            Heads = heads,
            KeyValueHeads = fields.Positive("num_key_value_heads", Math.Min(heads, 32)),
            HeadWidth = fields.Positive("head_dim", Math.Max(1, hidden / heads)),
            RmsNormEpsilon = fields.Double("rms_norm_eps", 1e-6),
            RopeTheta = Theta(fields),
            MaxPositions = fields.Positive("max_position_embeddings", 32_768),
            TiedHead = tied,
            InitializerRange = fields.Double("initializer_range", 0.02),
        };
        if (config.Heads % config.KeyValueHeads != 0)
        {
            throw new InputException(
                fields.Place("num_key_value_heads"),
                $"{config.KeyValueHeads} does not divide the {config.Heads} attention heads.");
        }

        return config.HeadWidth % 2 == 0
            ? config
            : throw new InputException(fields.Place("head_dim"), $"rotary positions need an even head width, not {config.HeadWidth}.");
    }

    /// <summary>
    /// Reads the rotary base: Transformers 5 moved theta into <c>rope_parameters</c>; earlier files have <c>rope_theta</c> and possibly
    /// <c>rope_scaling</c>.
    /// </summary>
    private static double Theta(JsonFields fields)
    {
        foreach (var name in new[] { "rope_parameters", "rope_scaling" })
        {
            if (fields.Object(name) is { } rope)
            {
                var type = rope.Text("rope_type") ?? rope.Text("type") ?? "default";
                if (type != "default")
                {
                    throw new InputException(rope.Place("rope_type"), $"rotary scaling '{type}' is not supported.", "Only 'default' is.");
                }

                if (rope.Has("rope_theta"))
                {
                    return rope.Double("rope_theta", 10_000);
                }
            }
        }

        return fields.Double("rope_theta", 10_000);
    }

    private static void Refuse(JsonFields fields, string name, string supported)
    {
        if (fields.Text(name) is { } value && value != supported)
        {
            throw new InputException(fields.Place(name), $"'{value}' is not supported.", $"Only '{supported}' is.");
        }
    }
}
