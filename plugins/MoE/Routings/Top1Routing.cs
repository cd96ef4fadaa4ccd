using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>
/// g_j = softmax(r)_j for j = argmax r, 0 for the other; ties select the original expert. The router receives its gradient through p_j
/// (Fedus et al. 2021, Switch Transformer).
/// </summary>
internal sealed class Top1Routing : IRouting
{
    public Tensor Weights(Tensor logits) => logits.softmax(-1) * Choice.Of(logits);
}
