using System.Text.Json;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Scorers;

/// <summary>Prompt texts of both modes and the gold answer.</summary>
internal static class PromptCases
{
    public static GoldenCase Of(JsonElement item) => new("scorers/prompt", CaseFile.NameOf(item), "exact", () =>
    {
        var scorer = ScorerCatalog.Find(item.Text("task"));
        var document = item.GetProperty("doc");
        return GoldenOutcome.All(
        [
            Same("default", item.Text("default"), scorer.Prompt(document, ScoringMode.Default)),
            Same("as published", item.Text("as_published"), scorer.Prompt(document, ScoringMode.AsPublished)),
            Same("target", Written(item.GetProperty("target")), string.Join('\n', scorer.Gold(document, ScoringMode.AsPublished))),
        ]);
    });

    private static GoldenOutcome Same(string what, string expected, string found) =>
        GoldenOutcome.Equal(expected == found, () => $"{what}: expected '{expected}', found '{found}'");

    private static string Written(JsonElement target) =>
        target.ValueKind == JsonValueKind.Array
            ? string.Join('\n', target.EnumerateArray().Select(text => text.GetString()))
            : target.ToString();
}
