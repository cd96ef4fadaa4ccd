using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Modeling.Layers;

/// <summary>The shapes of a Llama-style language model's weights that follow from its configuration, field by field.</summary>
public static class DecoderClaims
{
    /// <summary>Returns the claims of a configuration.</summary>
    /// <param name="prefix">Common prefix of the tensors' names.</param>
    /// <param name="text">The configuration.</param>
    /// <param name="place">File and field of a field's name.</param>
    public static IEnumerable<ShapeClaim> Of(string prefix, DecoderConfig text, Func<string, string> place)
    {
        var first = $"{prefix}.layers.0";
        ShapeClaim Heads(string field, int heads, string tensor) =>
            new(place(field), (long)heads * text.HeadWidth, $"{first}.self_attn.{tensor}.weight", 0)
            {
                Meaning = $"{heads} heads of width {text.HeadWidth} make {(long)heads * text.HeadWidth}",
            };

        return
        [
            new(place("vocab_size"), text.Vocabulary, $"{prefix}.embed_tokens.weight", 0),
            new(place("hidden_size"), text.Hidden, $"{prefix}.embed_tokens.weight", 1),
            new(place("num_hidden_layers"), text.Layers, $"{prefix}.layers.", null),
            new(place("intermediate_size"), text.Intermediate, $"{first}.mlp.gate_proj.weight", 0),
            Heads("num_attention_heads", text.Heads, "q_proj"),
            Heads("num_key_value_heads", text.KeyValueHeads, "k_proj"),
        ];
    }
}
