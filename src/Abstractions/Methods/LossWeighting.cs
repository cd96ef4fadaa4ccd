namespace LmmCl.Abstractions;

/// <summary>How the labelled tokens of an optimiser step weigh.</summary>
public enum LossWeighting
{
    /// <summary>Mean over all labelled tokens of the step, however it is cut into micro-batches.</summary>
    Tokens,

    /// <summary>
    /// Mean of the micro-batches' means: short answers weigh more, and the result depends on the cut. What the study's trainer did.
    /// </summary>
    MicroBatchMeans,
}
