using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>Dimensions of a vision transformer's blocks (SigLIP, CLIP).</summary>
/// <param name="Hidden">Width of the residual stream.</param>
/// <param name="Intermediate">Inner width of the MLP.</param>
/// <param name="Layers">Number of blocks.</param>
/// <param name="Heads">Number of attention heads; divides <paramref name="Hidden"/>.</param>
/// <param name="LayerNormEpsilon">Added to the variance inside every norm.</param>
/// <param name="Activation">Non-linearity of the MLP.</param>
internal sealed record EncoderConfig(
    int Hidden, int Intermediate, int Layers, int Heads, double LayerNormEpsilon, Func<Tensor, Tensor> Activation)
{
    /// <summary>The tanh approximation of GELU, as in SigLIP.</summary>
    public static Tensor TanhGelu(Tensor x) => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh);

    /// <summary>x * sigmoid(1.702 x), as in CLIP.</summary>
    public static Tensor QuickGelu(Tensor x)
    {
        using Scalar steepness = 1.702;
        return x * functional.sigmoid(x * steepness);
    }
}
