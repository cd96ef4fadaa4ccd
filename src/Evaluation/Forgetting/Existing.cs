namespace LmmCl.Evaluation.Forgetting;

/// <summary>Arithmetic over figures of which some may be missing.</summary>
internal static class Existing
{
    /// <summary>Mean over the values that exist, null if none does.</summary>
    public static double? Mean(IEnumerable<double?> values)
    {
        var existing = values.OfType<double>().ToArray();
        return existing.Length == 0 ? null : existing.Average();
    }
}
