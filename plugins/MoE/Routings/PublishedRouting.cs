using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>
/// The study's code. top_k 2: g = softmax(r). top_k 1: softmax over the single retained logit, so g_j = 1 and the router's gradient is
/// zero. y = g_0 stop(E_0(x)) + g_1 E_1(x): no gradient into the original expert or through it to x. An expert without tokens in the
/// micro-batch is not run, so it has no gradient; otherwise it is run for all tokens.
/// </summary>
/// <param name="mode">The training mode; null in evaluation, where the mixture is that of <see cref="TrainingMode.Combined"/>.</param>
/// <param name="topK">Number of experts per token.</param>
internal sealed class PublishedRouting(TrainingMode? mode, int topK) : IRouting
{
    // Any position of the micro-batch can cause an expert to run and thereby to receive a gradient, even if it is zero.
    public bool EveryPosition => CanLeaveOut;

    private bool CanLeaveOut => mode is not null && topK == 1;

    public Tensor Weights(Tensor logits)
    {
        if (mode == TrainingMode.TunedModel)
        {
            return stack([zeros_like(logits.select(-1, 0)), ones_like(logits.select(-1, 1))], -1);
        }

        var minusInfinity = Numbers.Of(double.NegativeInfinity);
        return (topK == 1 ? logits.masked_fill(Choice.Of(logits).eq(Numbers.Of(0)), minusInfinity) : logits).softmax(-1);
    }

    public Tensor Mix(Tensor x, Tensor weights, Expert original, Expert tuned)
    {
        if (mode == TrainingMode.TunedModel)
        {
            return tuned(x);
        }

        var ofOriginal = weights.narrow(-1, 0, 1) * WithoutGradient(original, x);
        return CanLeaveOut && !weights.select(-1, 1).any().item<bool>()
            ? ofOriginal
            : ofOriginal.Plus(weights.narrow(-1, 1, 1) * (mode == TrainingMode.Router ? WithoutGradient(tuned, x) : tuned(x)));
    }

    private static Tensor WithoutGradient(Expert expert, Tensor x)
    {
        using var untracked = no_grad();
        return expert(x);
    }
}
