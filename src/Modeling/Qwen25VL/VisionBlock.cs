using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>down(silu(gate(x)) * up(x)) with biases. x: [P, D].</summary>
internal sealed class VisionMlp : Module<Tensor, Tensor>
{
    private readonly Projection gate;
    private readonly Projection up;
    private readonly Projection down;

    public VisionMlp(Qwen25VisionConfig config, Placement placement)
        : base(nameof(VisionMlp))
    {
        gate = new Projection(config.Hidden, config.Intermediate, true, placement);
        up = new Projection(config.Hidden, config.Intermediate, true, placement);
        down = new Projection(config.Intermediate, config.Hidden, true, placement);
        register_module("gate_proj", gate);
        register_module("up_proj", up);
        register_module("down_proj", down);
    }

    public override Tensor forward(Tensor x) => down.call(functional.silu(gate.call(x)) * up.call(x));
}

/// <summary>Pre-norm block of the tower: x + Attention(norm(x)), then x + Mlp(norm(x)). x: [P, D].</summary>
internal sealed class VisionBlock : Module<Tensor, VisionState, Tensor>
{
    private readonly RmsNorm attentionNorm;
    private readonly VisionAttention attention;
    private readonly RmsNorm mlpNorm;
    private readonly VisionMlp mlp;

    public VisionBlock(Qwen25VisionConfig config, int layer, Placement placement)
        : base(nameof(VisionBlock))
    {
        attentionNorm = new RmsNorm(config.Hidden, VisionTower.Epsilon, placement);
        attention = new VisionAttention(config, layer, placement);
        mlpNorm = new RmsNorm(config.Hidden, VisionTower.Epsilon, placement);
        mlp = new VisionMlp(config, placement);
        register_module("norm1", attentionNorm);
        register_module("attn", attention);
        register_module("norm2", mlpNorm);
        register_module("mlp", mlp);
    }

    public override Tensor forward(Tensor x, VisionState state)
    {
        using var scope = NewDisposeScope();
        x = x.Plus(attention.call(attentionNorm.call(x), state));
        return x.Plus(mlp.call(mlpNorm.call(x))).MoveToOuterDisposeScope();
    }
}
