namespace LmmCl.Evaluation.Scorers;

/// <summary>Score of a reply.</summary>
/// <param name="Values">Maps metrics to scores, usually between 0 and 1; null if the item does not contribute to the metric.</param>
/// <param name="Reading">
/// The scorer's interpretation of the reply: the option's letter, the number, the normalized text. Null if it could not be interpreted.
/// </param>
/// <param name="PublishedError">In as-published mode, the exception that the reference raises on this item.</param>
public sealed record SampleScore(IReadOnlyDictionary<string, double?> Values, string? Reading = null, string? PublishedError = null)
{
    /// <summary>Creates the score of a benchmark with one metric.</summary>
    public static SampleScore Of(string metric, double value, string? reading = null) =>
        new(new Dictionary<string, double?> { [metric] = value }, reading);

    /// <summary>Creates a right-or-wrong score.</summary>
    public static SampleScore Of(string metric, bool right, string? reading = null) => Of(metric, right ? 1.0 : 0.0, reading);
}
