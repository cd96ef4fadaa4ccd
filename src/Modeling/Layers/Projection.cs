using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// y = x W^T + b, with W: [outputs, inputs]. Unlike TorchSharp's Linear it draws no random numbers when it is made: weights come from
/// a file or an initialiser.
/// </summary>
public sealed class Projection : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

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

    /// <summary>x: [..., inputs] to [..., outputs].</summary>
    public override Tensor forward(Tensor x) => functional.linear(x, weight, bias);
}
