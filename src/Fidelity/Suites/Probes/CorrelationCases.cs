using System.Text.Json;
using LmmCl.Evaluation.Probes;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>Correlation of a probe with forgetting.</summary>
internal static class CorrelationCases
{
    public static GoldenOutcome Check(JsonElement item)
    {
        var found = Correlation.Of(Numbers(item, "probe"), Numbers(item, "forgetting"));
        return GoldenOutcome.All(
        [
            FigureDifference.Of("pearson", item.GetProperty("pearson").NumberOrNull(), found.Pearson),
            FigureDifference.Of("spearman", item.GetProperty("spearman").NumberOrNull(), found.Spearman),
        ]);
    }

    private static double?[] Numbers(JsonElement item, string field) =>
        [.. item.GetProperty(field).EnumerateArray().Select(value => value.NumberOrNull())];
}
