using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Layers;

/// <summary>Name, role and shape of every parameter of a Llama-style language model, derived from its configuration.</summary>
public static class DecoderParameters
{
    /// <summary>Returns embedding, layers and final norm under <paramref name="prefix"/>, in checkpoint order.</summary>
    public static IEnumerable<ParameterShape> Of(string prefix, DecoderConfig text)
    {
        var (hidden, inner) = ((long)text.Hidden, (long)text.Intermediate);
        var (queries, keys) = ((long)text.Heads * text.HeadWidth, (long)text.KeyValueHeads * text.HeadWidth);
        ParameterShape[] Input(string name, ParameterRole role, int layer, long outputs) => text.AttentionBias
            ? [new($"{name}.weight", role, layer, [outputs, hidden]), new($"{name}.bias", role, layer, [outputs])]
            : [new($"{name}.weight", role, layer, [outputs, hidden])];

        return
        [
            new($"{prefix}.embed_tokens.weight", ParameterRole.TokenEmbedding, null, [text.Vocabulary, hidden]),
            .. Enumerable.Range(0, text.Layers)
                .Select(layer => (layer, name: $"{prefix}.layers.{layer}"))
                .SelectMany(at => (ParameterShape[])
            [
                .. Input($"{at.name}.self_attn.q_proj", ParameterRole.AttentionQuery, at.layer, queries),
                .. Input($"{at.name}.self_attn.k_proj", ParameterRole.AttentionKey, at.layer, keys),
                .. Input($"{at.name}.self_attn.v_proj", ParameterRole.AttentionValue, at.layer, keys),
                new($"{at.name}.self_attn.o_proj.weight", ParameterRole.AttentionOutput, at.layer, [hidden, queries]),
                new($"{at.name}.mlp.gate_proj.weight", ParameterRole.MlpGate, at.layer, [inner, hidden]),
                new($"{at.name}.mlp.up_proj.weight", ParameterRole.MlpUp, at.layer, [inner, hidden]),
                new($"{at.name}.mlp.down_proj.weight", ParameterRole.MlpDown, at.layer, [hidden, inner]),
                new($"{at.name}.input_layernorm.weight", ParameterRole.Norm, at.layer, [hidden]),
                new($"{at.name}.post_attention_layernorm.weight", ParameterRole.Norm, at.layer, [hidden]),
            ]),
            new($"{prefix}.norm.weight", ParameterRole.Norm, null, [hidden]),
        ];
    }

    /// <summary>Returns the head; nothing if it is tied to the embedding.</summary>
    public static IEnumerable<ParameterShape> Head(DecoderConfig text) => text.TiedHead
        ? []
        : [new("lm_head.weight", ParameterRole.Head, null, [text.Vocabulary, text.Hidden])];
}
