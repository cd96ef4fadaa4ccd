using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>Pre-norm encoder block: x + Attention(norm(x)), then x + Mlp(norm(x)). x: [N, P, D].</summary>
internal sealed class EncoderLayer : Module<Tensor, Tensor>
{
    private readonly LayerNorm attentionNorm;
    private readonly EncoderAttention attention;
    private readonly LayerNorm mlpNorm;
    private readonly EncoderMlp mlp;

    public EncoderLayer(EncoderConfig config, Placement placement)
        : base(nameof(EncoderLayer))
    {
        attentionNorm = new(config.Hidden, config.LayerNormEpsilon, placement);
        attention = new(config, placement);
        mlpNorm = new(config.Hidden, config.LayerNormEpsilon, placement);
        mlp = new(config, placement);
        register_module("layer_norm1", attentionNorm);
        register_module("self_attn", attention);
        register_module("layer_norm2", mlpNorm);
        register_module("mlp", mlp);
    }

    public override Tensor forward(Tensor x)
    {
        // Frees temporaries that autograd does not keep, leaving their memory warm for the next block.
        using var scope = NewDisposeScope();
        x = x.Plus(attention.call(attentionNorm.call(x)));
        return x.Plus(mlp.call(mlpNorm.call(x))).MoveToOuterDisposeScope();
    }
}
