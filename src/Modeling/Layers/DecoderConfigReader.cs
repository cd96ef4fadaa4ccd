using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Modeling.Layers;

/// <summary>The library's defaults of a Llama-style configuration.</summary>
internal sealed record DecoderDefaults(
    int Vocabulary,
    int Hidden,
    int Intermediate,
    int Layers,
    int Heads,
    Func<int, int> KeyValueHeads,
    double RmsNormEpsilon,
    double RopeTheta);

/// <summary>Reads the fields that Llama-style configurations have in common.</summary>
internal static class DecoderConfigReader
{
    private static readonly string[] ropeObjects = ["rope_parameters", "rope_scaling"];

    /// <summary>Reads a configuration.</summary>
    /// <param name="fields">The object with the language model's fields.</param>
    /// <param name="tied">True if the head is the token embedding.</param>
    /// <param name="defaults">Values of absent keys.</param>
    /// <param name="ropeTypes">Rotary types that mean the same as <c>default</c>.</param>
    /// <exception cref="InputException">A value is of the wrong type, or requests an unsupported feature.</exception>
    public static DecoderConfig Read(JsonFields fields, bool tied, DecoderDefaults defaults, params string[] ropeTypes)
    {
        fields.Require("hidden_act", "silu");
        if (fields.Bool("use_sliding_window", false))
        {
            throw new InputException(
                fields.Place("use_sliding_window"),
                "sliding-window attention is not supported.",
                "Only full attention is.");
        }

        var hidden = fields.Positive("hidden_size", defaults.Hidden);
        var heads = fields.Positive("num_attention_heads", defaults.Heads);
        var config = new DecoderConfig
        {
            Vocabulary = fields.Positive("vocab_size", defaults.Vocabulary),
            Hidden = hidden,
            Intermediate = fields.Positive("intermediate_size", defaults.Intermediate),
            Layers = fields.Positive("num_hidden_layers", defaults.Layers),
            Heads = heads,
            KeyValueHeads = fields.Positive("num_key_value_heads", defaults.KeyValueHeads(heads)),
            HeadWidth = fields.Positive("head_dim", Math.Max(1, hidden / heads)),
            RmsNormEpsilon = fields.Double("rms_norm_eps", defaults.RmsNormEpsilon),
            RopeTheta = Theta(fields, defaults.RopeTheta, ropeTypes),
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

    /// <summary>Reads the number of rotary pairs per axis of multimodal positions.</summary>
    /// <exception cref="InputException">They are missing, or do not add up to half the head width.</exception>
    public static IReadOnlyList<int> Sections(JsonFields fields, int headWidth)
    {
        const string name = "mrope_section";
        var rope = ropeObjects.Select(fields.Object).FirstOrDefault(found => found?.Has(name) == true)
            ?? throw new InputException(fields.Place($"rope_scaling.{name}"), "it is missing.", "It lists three numbers of rotary pairs.");
        var sections = rope.Ints(name)!;
        return sections.Count == 3 && sections.All(pairs => pairs >= 0) && sections.Sum() == headWidth / 2
            ? sections
            : throw new InputException(rope.Place(name), $"it must be three numbers that add up to {headWidth / 2}, half the head width.");
    }

    /// <summary>
    /// Reads the rotary base: Transformers 5 moved theta into <c>rope_parameters</c>; earlier files have <c>rope_theta</c> and possibly
    /// <c>rope_scaling</c>.
    /// </summary>
    private static double Theta(JsonFields fields, double otherwise, string[] types)
    {
        foreach (var name in ropeObjects)
        {
            if (fields.Object(name) is { } rope)
            {
                var type = rope.Text("rope_type") ?? rope.Text("type") ?? "default";
                if (type != "default" && !types.Contains(type))
                {
                    throw new InputException(rope.Place("rope_type"), $"rotary scaling '{type}' is not supported.", "Only 'default' is.");
                }

                if (rope.Has("rope_theta"))
                {
                    return rope.Double("rope_theta", otherwise);
                }
            }
        }

        return fields.Double("rope_theta", otherwise);
    }
}
