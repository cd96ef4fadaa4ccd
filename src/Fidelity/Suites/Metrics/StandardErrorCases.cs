using System.Text.Json;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Metrics;

/// <summary>Standard errors of one accuracy and of a change.</summary>
internal static class StandardErrorCases
{
    public static GoldenOutcome Accuracy(JsonElement item)
    {
        var (accuracy, items) = (item.GetProperty("accuracy").GetDouble(), item.GetProperty("n").GetInt32());
        return GoldenOutcome.All(
        [
            Field(item, "standard_error", StandardErrors.OfAccuracy(accuracy, items)),
            Field(item, "sample_standard_error", StandardErrors.OfAccuracyAsSample(accuracy, items)),
        ]);
    }

    public static GoldenOutcome Paired(JsonElement item)
    {
        var (before, after) = (Numbers(item, "before"), Numbers(item, "after"));
        var (errorBefore, errorAfter) = (StandardErrors.OfMean(before), StandardErrors.OfMean(after));
        return GoldenOutcome.All(
        [
            Field(item, "mean_difference", StandardErrors.MeanDifference(before, after)),
            Field(item, "paired_standard_error", StandardErrors.Paired(before, after)),
            Field(item, "unpaired_standard_error", StandardErrors.Unpaired(errorBefore, errorAfter)),
            Field(item, "mean_before", before.Average()),
            Field(item, "mean_after", after.Average()),
            Field(item, "standard_error_before", errorBefore),
            Field(item, "standard_error_after", errorAfter),
        ]);
    }

    private static GoldenOutcome Field(JsonElement item, string name, double? found) =>
        item.TryGetProperty(name, out var expected) ? FigureDifference.Of(name, expected.NumberOrNull(), found) : GoldenOutcome.Exact;

    private static double[] Numbers(JsonElement item, string name) =>
        [.. item.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
