namespace LmmCl.Evaluation.Probes;

/// <summary>Correlation of a probe with forgetting over stages and recipes. Null for fewer than two pairs or a constant side.</summary>
/// <param name="Pearson">Linear correlation.</param>
/// <param name="Spearman">Pearson correlation of the average ranks.</param>
public sealed record Correlation(double? Pearson, double? Spearman)
{
    /// <summary>Computes the correlation of pairs; those with a missing side are skipped.</summary>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static Correlation Of(IReadOnlyList<double?> probe, IReadOnlyList<double?> forgetting)
    {
        if (probe.Count != forgetting.Count)
        {
            throw new ArgumentException($"{probe.Count} and {forgetting.Count} figures make no pairs.");
        }

        var pairs = probe.Zip(forgetting).Where(pair => pair.First is not null && pair.Second is not null).ToArray();
        double[] x = [.. pairs.Select(pair => pair.First!.Value)];
        double[] y = [.. pairs.Select(pair => pair.Second!.Value)];
        return new(Linear(x, y), Linear(Ranks(x), Ranks(y)));
    }

    private static double? Linear(double[] x, double[] y)
    {
        if (x.Length < 2 || x.Distinct().Count() < 2 || y.Distinct().Count() < 2)
        {
            return null;
        }

        var (meanX, meanY) = (x.Average(), y.Average());
        var covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        var (varianceX, varianceY) = (x.Sum(a => (a - meanX) * (a - meanX)), y.Sum(b => (b - meanY) * (b - meanY)));
        return Math.Clamp(covariance / (Math.Sqrt(varianceX) * Math.Sqrt(varianceY)), -1, 1);
    }

    /// <summary>Computes ranks from 1; ties share the mean of their ranks.</summary>
    private static double[] Ranks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0))];
}
