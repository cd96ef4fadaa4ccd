using static TorchSharp.torch;

namespace LmmCl.MoE.Losses;

/// <summary>
/// The study's code: mean over tokens of the cross-entropy, towards one expert, of the weights used as logits, which applies softmax twice.
/// Towards the tuned expert with every token forced to it, this is the constant log(1 + 1/e).
/// </summary>
internal sealed class PublishedAuxiliary(double coefficient, long towards) : IRouterLoss
{
    public double Coefficient => coefficient;

    public bool EveryPosition => true;

    public bool PaddingToo => true;

    public Tensor Of(Tensor logits, Tensor weights, Tensor counted) =>
        -(weights.log_softmax(-1).select(-1, towards) * counted).sum() / counted.sum();
}
