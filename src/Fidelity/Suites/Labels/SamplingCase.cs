using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Mixtures;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>Samples a list of named items with a sampling strategy.</summary>
internal static class SamplingCase
{
    public static GoldenOutcome Check(JsonElement entry) =>
        GoldenOutcome.All([Compare(entry, "as_published", asPublished: true), Compare(entry, "default", asPublished: false)]);

    private static GoldenOutcome Compare(JsonElement entry, string mode, bool asPublished)
    {
        var items = Enumerable.Range(0, entry.GetProperty("n").GetInt32()).Select(i => $"s{i:000}").ToList();
        var expected = entry.GetProperty(mode);
        IReadOnlyList<string> chosen;
        try
        {
            chosen = SamplingStrategy.Parse(entry.GetProperty("strategy").GetString(), "strategy", asPublished).Apply(items, seed: 1);
        }
        catch (InputException error)
        {
            return GoldenOutcome.Equal(expected.ValueKind == JsonValueKind.Null, () => $"{mode}: refused: {error.Message}");
        }

        return expected.ValueKind == JsonValueKind.Null
            ? GoldenOutcome.Equal(false, () => $"{mode}: a refusal was expected, {chosen.Count} items were chosen")
            : Chosen(expected, mode, items, chosen);
    }

    private static GoldenOutcome Chosen(JsonElement expected, string mode, List<string> items, IReadOnlyList<string> chosen) =>
        expected.GetProperty("ids").ValueKind == JsonValueKind.Array
            ? Differences.Ids(mode, expected.GetProperty("ids").Deserialize<string[]>()!, chosen)
            : GoldenOutcome.All(
            [
                Differences.Ids($"{mode} count", [expected.GetProperty("count").GetInt32()], [chosen.Count]),
                GoldenOutcome.Equal(
                    chosen.Distinct().Intersect(items).Count() == chosen.Count, () => $"{mode}: an item is chosen twice or unknown"),
            ]);
}
