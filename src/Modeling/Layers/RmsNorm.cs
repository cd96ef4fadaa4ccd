using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>x / sqrt(mean(x^2) + eps) * w over the last dimension (Zhang and Sennrich 2019).</summary>
public sealed class RmsNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Scalar epsilon;

    /// <summary>Allocates the weight.</summary>
    public RmsNorm(int width, double epsilon, Placement placement)
        : base(nameof(RmsNorm))
    {
        this.epsilon = epsilon;
        weight = placement.Empty(width);
        register_parameter(nameof(weight), weight);
    }

    /// <summary>x: [..., D].</summary>
    public override Tensor forward(Tensor x)
    {
        // The mean of squares overflows or loses precision in half precision, so norms compute in fp32.
        var wide = x.to(ScalarType.Float32);
        var scale = wide.pow(Numbers.Of(2)).mean([-1], keepdim: true).add_(epsilon, Numbers.One).rsqrt_();
        return (wide * scale).to(x.dtype) * weight;
    }
}
