using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>Pre-norm decoder block: x + Attention(norm(x)), then x + Mlp(norm(x)). x: [B, T, D].</summary>
public sealed class DecoderLayer : Module<Tensor, AttentionState, Tensor>
{
    private readonly RmsNorm inputNorm;
    private readonly GroupedQueryAttention attention;
    private readonly RmsNorm postAttentionNorm;
    private readonly GatedMlp mlp;

    /// <summary>Allocates block number <paramref name="layer"/>.</summary>
    public DecoderLayer(DecoderConfig config, int layer, Placement placement)
        : base(nameof(DecoderLayer))
    {
        inputNorm = new RmsNorm(config.Hidden, config.RmsNormEpsilon, placement);
        attention = new GroupedQueryAttention(config, layer, placement);
        postAttentionNorm = new RmsNorm(config.Hidden, config.RmsNormEpsilon, placement);
        mlp = new GatedMlp(config, placement);
        register_module("self_attn", attention);
        register_module("mlp", mlp);
        register_module("input_layernorm", inputNorm);
        register_module("post_attention_layernorm", postAttentionNorm);
    }

    /// <summary>Returns [B, T, D], or [R, D] if the state requests rows.</summary>
    public override Tensor forward(Tensor x, AttentionState state)
    {
        // Frees temporaries that autograd does not keep, leaving their memory warm for the next block.
        using var scope = NewDisposeScope();
        var mixed = attention.call(inputNorm.call(x), state);
        x = mixed.Plus(state.Wanted is { } wanted ? x.view(-1, x.shape[^1]).index_select(0, wanted.All) : x);
        return x.Plus(mlp.call(postAttentionNorm.call(x))).MoveToOuterDisposeScope();
    }
}
