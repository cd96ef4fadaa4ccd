using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Evaluation.Scorers;

/// <summary>Aggregation of item scores.</summary>
internal static class Aggregates
{
    /// <summary>Computes the mean of the contributing values and its standard error.</summary>
    public static AggregateScore Mean(IReadOnlyList<MetricValue> values)
    {
        var counted = Counted(values);
        return counted.Length == 0 ? new(null, null, 0) : new(counted.Average(), StandardErrors.OfMean(counted), counted.Length);
    }

    /// <summary>
    /// Computes the mean over groups of the mean within each. The standard error is that of independent groups; null if a group has a
    /// single item.
    /// </summary>
    public static AggregateScore MeanOfGroupMeans(IReadOnlyList<MetricValue> values)
    {
        var groups = values.GroupBy(value => value.Group)
            .Select(group => (Name: group.Key, Values: Counted(group)))
            .Where(group => group.Values.Length > 0)
            .ToArray();
        if (groups.Length == 0)
        {
            return new(null, null, 0);
        }

        return new(
            groups.Average(group => group.Values.Average()),
            ErrorOfMean([.. groups.Select(group => StandardErrors.OfMean(group.Values))]),
            groups.Sum(group => group.Values.Length),
            groups.ToDictionary(group => group.Name, group => group.Values.Average()));
    }

    /// <summary>Returns the values of contributing items.</summary>
    public static double[] Counted(IEnumerable<MetricValue> values) => [.. values.Select(value => value.Value).OfType<double>()];

    private static double? ErrorOfMean(double?[] errors) =>
        errors.Contains(null) ? null : Math.Sqrt(errors.Sum(error => error!.Value * error.Value)) / errors.Length;
}
