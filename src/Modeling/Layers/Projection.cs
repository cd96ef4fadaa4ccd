using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// y = x W^T + b, with W: [outputs, inputs]. Unlike TorchSharp's Linear, construction draws no random numbers: weights come from a file or
/// an initialiser.
/// </summary>
public sealed class Projection : Module<Tensor, Tensor>, IWrappable
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private ModelModule? handle;

    /// <summary>Allocates the weights.</summary>
    public Projection(long inputs, long outputs, bool hasBias, Placement placement)
        : base(nameof(Projection))
    {
        weight = placement.Empty(outputs, inputs);
        register_parameter(nameof(weight), weight);
        if (hasBias)
        {
            bias = placement.Empty(outputs);
            register_parameter(nameof(bias), bias);
        }
    }

    ModuleKind IWrappable.Kind => ModuleKind.Linear;

    ModelModule? IWrappable.Handle { get => handle; set => handle = value; }

    Func<Tensor, IReadOnlyList<Tensor>, Tensor> IWrappable.Map =>
        (x, values) => functional.linear(x, values[0], values.Count > 1 ? values[1] : null);

    /// <summary>x: [..., inputs] to [..., outputs].</summary>
    public override Tensor forward(Tensor x) => handle is { IsWrapped: true } ? handle.Run(x, Own) : Own(x);

    private Tensor Own(Tensor x) => functional.linear(x, weight, bias);
}
