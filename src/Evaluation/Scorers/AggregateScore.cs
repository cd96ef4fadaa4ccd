namespace LmmCl.Evaluation.Scorers;

/// <summary>A benchmark's number for one metric.</summary>
/// <param name="Value">The aggregate, null if no item counts.</param>
/// <param name="StandardError">Its standard error, null where none is defined (one item) or, as published, none is printed.</param>
/// <param name="Count">Items that count.</param>
/// <param name="Groups">Sub-scores by group, empty for benchmarks without them.</param>
/// <param name="PublishedError">As published only: the exception that the reference raises.</param>
public sealed record AggregateScore(
    double? Value, double? StandardError, int Count, IReadOnlyDictionary<string, double> Groups, string? PublishedError = null)
{
    /// <summary>An aggregate without sub-scores.</summary>
    public AggregateScore(double? value, double? standardError, int count)
        : this(value, standardError, count, new Dictionary<string, double>())
    {
    }
}
