using LmmCl.Abstractions;
using LmmCl.MoE.Routings;
using static TorchSharp.torch;

namespace LmmCl.MoE.Losses;

/// <summary>
/// N sum_i f_i P_i with N = 2 experts, where f_i is the share of tokens whose likelier expert is i (no gradient) and P_i the mean of p_i =
/// softmax(r)_i; 1 if both are even (Fedus et al. 2021, Switch Transformer).
/// </summary>
internal sealed class LoadBalance(double coefficient) : IRouterLoss
{
    private const int Experts = 2;

    public double Coefficient => coefficient;

    public bool EveryPosition => false;

    public bool PaddingToo => false;

    public Tensor Of(Tensor logits, Tensor weights, Tensor counted)
    {
        var tokens = counted.sum().clamp_(min: Numbers.One);
        var fraction = (Choice.Of(logits) * counted.unsqueeze(1)).sum(dim: 0) / tokens;
        var probability = (logits.softmax(-1) * counted.unsqueeze(1)).sum(dim: 0) / tokens;
        return (fraction * probability).sum().Times(Experts);
    }
}
