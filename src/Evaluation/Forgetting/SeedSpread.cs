namespace LmmCl.Evaluation.Forgetting;

/// <summary>Distribution of a figure over several seeds.</summary>
/// <param name="Count">Number of seeds that have the figure.</param>
/// <param name="Mean">Mean over the seeds; null if there are none.</param>
/// <param name="StandardDeviation">Sample standard deviation (n - 1); null for fewer than two seeds.</param>
/// <param name="Least">Smallest value; null if there are none.</param>
/// <param name="Most">Largest value; null if there are none.</param>
public sealed record SeedSpread(int Count, double? Mean, double? StandardDeviation, double? Least, double? Most)
{
    /// <summary>Computes the spread of the non-null values.</summary>
    public static SeedSpread Of(IEnumerable<double?> values)
    {
        var existing = values.OfType<double>().ToArray();
        return existing.Length == 0
            ? new SeedSpread(0, null, null, null, null)
            : new SeedSpread(
                existing.Length,
                existing.Average(),
                StandardErrors.OfMean(existing) * Math.Sqrt(existing.Length),
                existing.Min(),
                existing.Max());
    }
}
