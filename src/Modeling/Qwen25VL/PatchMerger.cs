using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>
/// mlp.2(gelu(mlp.0(x))) with exact GELU, where x joins the normed patches of a block: maps image features to the language model's width.
/// </summary>
internal sealed class PatchMerger : Module<Tensor, Tensor>
{
    private readonly RmsNorm norm;
    private readonly Projection first;
    private readonly Projection second;
    private readonly int width;

    public PatchMerger(Qwen25VisionConfig config, Placement placement)
        : base(nameof(PatchMerger))
    {
        width = config.Hidden * config.MergedPatches;
        norm = new RmsNorm(config.Hidden, VisionTower.Epsilon, placement);
        first = new Projection(width, width, true, placement);
        second = new Projection(width, config.Output, true, placement);
        register_module("ln_q", norm);
        register_module("mlp", new Mlp(first, second));
    }

    /// <summary>x: [P, D] to [blocks, output].</summary>
    public override Tensor forward(Tensor x) => second.call(first.call(norm.call(x).view(-1, width)).gelu());

    /// <summary>Names the two maps 0 and 2, as in checkpoints: index 1 is GELU, which has no parameters.</summary>
    private sealed class Mlp : Module
    {
        public Mlp(Projection first, Projection second)
            : base(nameof(Mlp))
        {
            register_module("0", first);
            register_module("2", second);
        }
    }
}
