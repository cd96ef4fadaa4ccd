using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>down(silu(gate(x)) * up(x)) (Shazeer 2020). x: [..., D].</summary>
public sealed class GatedMlp : Module<Tensor, Tensor>, IWrappable
{
    private readonly Projection gate;
    private readonly Projection up;
    private readonly Projection down;
    private ModelModule? handle;

    /// <summary>Allocates the three projections.</summary>
    public GatedMlp(DecoderConfig config, Placement placement)
        : base(nameof(GatedMlp))
    {
        gate = new Projection(config.Hidden, config.Intermediate, false, placement);
        up = new Projection(config.Hidden, config.Intermediate, false, placement);
        down = new Projection(config.Intermediate, config.Hidden, false, placement);
        register_module("gate_proj", gate);
        register_module("up_proj", up);
        register_module("down_proj", down);
    }

    ModuleKind IWrappable.Kind => ModuleKind.Mlp;

    ModelModule? IWrappable.Handle { get => handle; set => handle = value; }

    Func<Tensor, IReadOnlyList<Tensor>, Tensor> IWrappable.Map => (x, values) =>
        functional.linear(functional.silu(functional.linear(x, values[0])) * functional.linear(x, values[1]), values[2]);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => handle is { IsWrapped: true } ? handle.Run(x, Own) : Own(x);

    private Tensor Own(Tensor x) => down.call(functional.silu(gate.call(x)) * up.call(x));
}
