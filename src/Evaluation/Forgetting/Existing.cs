namespace LmmCl.Evaluation.Forgetting;

/// <summary>Arithmetic over figures that may be missing.</summary>
internal static class Existing
{
    /// <summary>Returns the mean of the non-null values, or null if there are none.</summary>
    public static double? Mean(IEnumerable<double?> values)
    {
        var existing = values.OfType<double>().ToArray();
        return existing.Length == 0 ? null : existing.Average();
    }
}
