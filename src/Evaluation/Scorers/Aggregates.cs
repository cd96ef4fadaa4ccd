namespace LmmCl.Evaluation.Scorers;

/// <summary>The ways in which single scores become one.</summary>
internal static class Aggregates
{
    /// <summary>The mean of the values that count and its standard error: sample standard deviation (n - 1) over the root of n.</summary>
    public static AggregateScore Mean(IReadOnlyList<MetricValue> values)
    {
        var counted = Counted(values);
        return counted.Length == 0 ? new(null, null, 0) : new(counted.Average(), Math.Sqrt(VarianceOfMean(counted)) is var error && double.IsNaN(error) ? null : error, counted.Length);
    }

    /// <summary>The mean over groups of the mean inside each. The error is that of independent groups; null where a group has a single item.</summary>
    public static AggregateScore MeanOfGroupMeans(IReadOnlyList<MetricValue> values)
    {
        var groups = values.Where(value => value.Value is not null)
            .GroupBy(value => value.Group)
            .ToDictionary(group => group.Key, group => group.Select(value => value.Value!.Value).ToArray());
        if (groups.Count == 0)
        {
            return new(null, null, 0);
        }

        var error = Math.Sqrt(groups.Values.Sum(VarianceOfMean)) / groups.Count;
        return new(
            groups.Values.Average(group => group.Average()),
            double.IsNaN(error) ? null : error,
            groups.Values.Sum(group => group.Length),
            groups.ToDictionary(group => group.Key, group => group.Value.Average()));
    }

    /// <summary>The values of items that count.</summary>
    public static double[] Counted(IReadOnlyList<MetricValue> values) => [.. values.Where(value => value.Value is not null).Select(value => value.Value!.Value)];

    /// <summary>Squared standard error of the mean; NaN for one value.</summary>
    private static double VarianceOfMean(double[] values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length;
    }
}
