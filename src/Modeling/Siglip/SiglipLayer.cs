using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Siglip;

/// <summary>fc2(gelu(fc1(x))) with the tanh approximation of GELU.</summary>
internal sealed class SiglipMlp : Module<Tensor, Tensor>
{
    private readonly Projection inner;
    private readonly Projection outer;

    public SiglipMlp(SiglipConfig config, Placement placement)
        : base(nameof(SiglipMlp))
    {
        inner = new Projection(config.Hidden, config.Intermediate, true, placement);
        outer = new Projection(config.Intermediate, config.Hidden, true, placement);
        register_module("fc1", inner);
        register_module("fc2", outer);
    }

    public override Tensor forward(Tensor x) => outer.call(inner.call(x).gelu(TorchSharp.Modules.GELU.Approximate.tanh));
}

/// <summary>Pre-norm encoder block: x + Attention(norm(x)), then x + Mlp(norm(x)). x: [N, P, D].</summary>
internal sealed class SiglipLayer : Module<Tensor, Tensor>
{
    private readonly LayerNorm attentionNorm;
    private readonly SiglipAttention attention;
    private readonly LayerNorm mlpNorm;
    private readonly SiglipMlp mlp;

    public SiglipLayer(SiglipConfig config, Placement placement)
        : base(nameof(SiglipLayer))
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
