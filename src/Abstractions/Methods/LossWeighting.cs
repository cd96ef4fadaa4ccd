namespace LmmCl.Abstractions;

/// <summary>Weighting of the labelled tokens within an optimiser step.</summary>
public enum LossWeighting
{
    /// <summary>Mean over all labelled tokens of the step, regardless of its division into micro-batches.</summary>
    Tokens,

    /// <summary>
    /// Mean of the micro-batch means: short answers weigh more, and the result depends on the division into micro-batches. The study's
    /// trainer does this.
    /// </summary>
    MicroBatchMeans,
}
