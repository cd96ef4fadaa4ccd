namespace LmmCl.Evaluation.Forgetting;

/// <summary>Standard errors of accuracies and of their changes.</summary>
public static class StandardErrors
{
    /// <summary>Computes sqrt(p (1 - p) / n) for an accuracy p in 0..1 over n items.</summary>
    public static double OfAccuracy(double accuracy, int items) => Math.Sqrt(accuracy * (1 - accuracy) / items);

    /// <summary>Computes the same with n - 1, as the evaluation framework prints it; null for one item.</summary>
    public static double? OfAccuracyAsSample(double accuracy, int items) =>
        items < 2 ? null : Math.Sqrt(accuracy * (1 - accuracy) / (items - 1));

    /// <summary>Computes the sample standard deviation (n - 1) divided by the square root of n; null for fewer than two values.</summary>
    public static double? OfMean(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
    }

    /// <summary>Computes the standard error of the mean change over the same items: <see cref="OfMean"/> of the differences.</summary>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static double? Paired(IReadOnlyList<double> before, IReadOnlyList<double> after) => OfMean(Differences(before, after));

    /// <summary>Computes the mean change over the same items; null if there are none.</summary>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static double? MeanDifference(IReadOnlyList<double> before, IReadOnlyList<double> after) =>
        before.Count == 0 ? null : Differences(before, after).Average();

    /// <summary>Computes the standard error of a change treated as independent samples: sqrt(se_before^2 + se_after^2).</summary>
    public static double? Unpaired(double? standardErrorBefore, double? standardErrorAfter) =>
        standardErrorBefore is { } before && standardErrorAfter is { } after ? Math.Sqrt((before * before) + (after * after)) : null;

    private static double[] Differences(IReadOnlyList<double> before, IReadOnlyList<double> after) => before.Count == after.Count
        ? [.. before.Zip(after, (first, second) => second - first)]
        : throw new ArgumentException($"{before.Count} items before and {after.Count} after are not the same items.");
}
