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

    /// <summary>
    /// Number of rotary pairs that turn with the position in time, height and width (multimodal RoPE); null if all turn with one position.
    /// </summary>
    public IReadOnlyList<int>? MultimodalSections { get; init; }

    /// <summary>Reads a Qwen2 <c>text_config</c>; absent keys take the library's defaults.</summary>
    /// <exception cref="InputException">A value is of the wrong type, or requests an unsupported feature.</exception>
    public static DecoderConfig Qwen2(JsonFields fields, bool tied)
    {
        var config = DecoderConfigReader.Read(
            fields, tied, new(151_936, 4096, 22_016, 32, 32, heads => Math.Min(heads, 32), 1e-6, 10_000));
        return config with { AttentionBias = true };
    }

    /// <summary>Reads a Llama <c>text_config</c>; absent keys take the library's defaults.</summary>
    /// <exception cref="InputException">As for <see cref="Qwen2"/>.</exception>
    public static DecoderConfig Llama(JsonFields fields, bool tied)
    {
        foreach (var name in new[] { "attention_bias", "mlp_bias" })
        {
            if (fields.Bool(name, false))
            {
                throw new InputException(fields.Place(name), "biases are not supported in a Llama model.", "Only 'false' is.");
            }
        }

        var config = DecoderConfigReader.Read(fields, tied, new(32_000, 4096, 11_008, 32, 32, heads => heads, 1e-6, 10_000));
        return config with { AttentionBias = false };
    }

    /// <summary>Reads the language fields of Qwen2.5-VL; absent keys take the library's defaults.</summary>
    /// <exception cref="InputException">As for <see cref="Qwen2"/>.</exception>
    public static DecoderConfig Qwen25VL(JsonFields fields, bool tied)
    {
        var config = DecoderConfigReader.Read(
            fields, tied, new(152_064, 8192, 29_568, 80, 64, _ => 8, 1e-5, 1_000_000), "mrope");
        return config with
        {
            AttentionBias = true,
            MultimodalSections = DecoderConfigReader.Sections(fields, config.HeadWidth),
        };
    }
}
