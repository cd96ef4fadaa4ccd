using System.Text.Json;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Scorers;

/// <summary>The answer normaliser of the text benchmark, tested on its own.</summary>
internal static class NormaliseCases
{
    public static GoldenCase Of(JsonElement item) => new("scorers/normalise", CaseFile.NameOf(item), "exact", () =>
    {
        // Without a gold answer the score is empty, and its reading is the normalised reply.
        var text = item.Text("text");
        var found = ScorerCatalog.Find(item.Text("task")).Score(item, text, ScoringMode.Default).Reading;
        var expected = item.Text("as_published");
        return GoldenOutcome.Equal(found == expected, () => $"'{text}': expected '{expected}', found '{found}'");
    });
}
