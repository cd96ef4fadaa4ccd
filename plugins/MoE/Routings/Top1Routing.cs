using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>
/// g_j = softmax(r)_j for j = argmax r, 0 for the other; a tie goes to the original expert. The router learns through p_j
/// (Fedus et al. 2021, Switch Transformer).
/// </summary>
internal sealed class Top1Routing : IRouting
{
    public Tensor Weights(Tensor logits) => logits.softmax(-1) * Choice.Of(logits);
}
