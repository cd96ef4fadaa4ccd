namespace LmmCl.Evaluation.Forgetting;

/// <summary>A figure over several seeds.</summary>
/// <param name="Count">Seeds that have it.</param>
/// <param name="Mean">Mean over them; null for none.</param>
/// <param name="StandardDeviation">Sample standard deviation (n - 1); null for fewer than two.</param>
/// <param name="Least">The smallest; null for none.</param>
/// <param name="Most">The largest; null for none.</param>
public sealed record SeedSpread(int Count, double? Mean, double? StandardDeviation, double? Least, double? Most)
{
    /// <summary>Of the values that exist.</summary>
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
