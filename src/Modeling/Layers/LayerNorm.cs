using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>(x - mean) / sqrt(variance + eps) * w + b over the last dimension.</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly double epsilon;

    /// <summary>Allocates weight and bias.</summary>
    public LayerNorm(int width, double epsilon, Placement placement)
        : base(nameof(LayerNorm))
    {
        this.epsilon = epsilon;
        weight = placement.Empty(width);
        bias = placement.Empty(width);
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
    }

    /// <summary>x: [..., D].</summary>
    public override Tensor forward(Tensor x) => functional.layer_norm(x, weight.shape, weight, bias, epsilon);
}
