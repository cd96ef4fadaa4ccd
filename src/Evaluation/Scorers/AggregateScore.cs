namespace LmmCl.Evaluation.Scorers;

/// <summary>Aggregate of a metric over a benchmark.</summary>
/// <param name="Value">The aggregate, null if no item contributes.</param>
/// <param name="StandardError">Standard error, null if undefined (one item) or, as published, not printed.</param>
/// <param name="Count">Number of contributing items.</param>
/// <param name="Groups">Sub-scores by group, empty for benchmarks without them.</param>
/// <param name="PublishedError">In as-published mode, the exception that the reference raises.</param>
public sealed record AggregateScore(
    double? Value, double? StandardError, int Count, IReadOnlyDictionary<string, double> Groups, string? PublishedError = null)
{
    /// <summary>Creates an aggregate without sub-scores.</summary>
    public AggregateScore(double? value, double? standardError, int count)
        : this(value, standardError, count, new Dictionary<string, double>())
    {
    }
}
