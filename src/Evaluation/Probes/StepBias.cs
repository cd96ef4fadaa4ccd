namespace LmmCl.Evaluation.Probes;

/// <summary>Number bias of a generation step.</summary>
/// <param name="LargestLogit">Largest logit among the number tokens; minus infinity if all are masked.</param>
/// <param name="LargestProbability">Largest probability of a number token, softmax over the whole vocabulary at temperature 1.</param>
/// <param name="TotalProbability">Summed probability of the number tokens.</param>
public readonly record struct StepBias(double LargestLogit, double LargestProbability, double TotalProbability)
{
    /// <summary>Computes the bias from the logits [V] of a step.</summary>
    /// <param name="logits">Logits of the whole vocabulary.</param>
    /// <param name="numberTokens">Ids of the number tokens.</param>
    public static StepBias Of(ReadOnlySpan<float> logits, IReadOnlyList<int> numberTokens)
    {
        double largest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double partition = 0;
        foreach (var logit in logits)
        {
            partition += Math.Exp(logit - largest);
        }

        var number = double.NegativeInfinity;
        double total = 0;
        foreach (var id in numberTokens)
        {
            number = Math.Max(number, logits[id]);
            total += Math.Exp(logits[id] - largest);
        }

        return new(number, Math.Exp(number - largest) / partition, total / partition);
    }
}
