using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>g = softmax(r).</summary>
internal sealed class SoftRouting : IRouting
{
    public Tensor Weights(Tensor logits) => logits.softmax(-1);
}
