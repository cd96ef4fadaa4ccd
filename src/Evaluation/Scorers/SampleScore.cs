namespace LmmCl.Evaluation.Scorers;

/// <summary>What one reply is worth.</summary>
/// <param name="Values">Metric to score, usually between 0 and 1; null where the item does not count for the metric.</param>
/// <param name="Reading">
/// What the scorer made of the reply: the option's letter, the number, the cleaned text. Null if it could make nothing of it.
/// </param>
/// <param name="PublishedError">As published only: the exception that the reference raises on this item.</param>
public sealed record SampleScore(IReadOnlyDictionary<string, double?> Values, string? Reading = null, string? PublishedError = null)
{
    /// <summary>The score of a benchmark with one metric.</summary>
    public static SampleScore Of(string metric, double value, string? reading = null) =>
        new(new Dictionary<string, double?> { [metric] = value }, reading);

    /// <summary>Right or wrong.</summary>
    public static SampleScore Of(string metric, bool right, string? reading = null) => Of(metric, right ? 1.0 : 0.0, reading);
}
