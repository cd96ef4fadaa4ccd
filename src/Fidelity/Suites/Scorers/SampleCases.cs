using System.Text.Json;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Scorers;

/// <summary>One reply to one item, checked in each mode.</summary>
internal static class SampleCases
{
    public static IEnumerable<GoldenCase> Of(JsonElement item) =>
    [
        new(
            "scorers/sample-default",
            CaseFile.NameOf(item),
            FigureDifference.Stated,
            () => Check(item, ScoringMode.Default, item.GetProperty("default"))),
        new(
            "scorers/sample-as-published",
            CaseFile.NameOf(item),
            FigureDifference.Stated,
            () => Check(item, ScoringMode.AsPublished, item.GetProperty("as_published"))),
    ];

    private static GoldenOutcome Check(JsonElement item, ScoringMode mode, JsonElement expected)
    {
        var reply = item.Text("answer");
        var score = ScorerCatalog.Find(item.Text("task")).Score(item.GetProperty("doc"), reply, mode);
        if (item.TryGetProperty("as_published_error", out var error) && mode == ScoringMode.AsPublished)
        {
            return GoldenOutcome.Equal(score.PublishedError is not null, () => $"{Shown(reply)}: the reference raises {error}");
        }

        return GoldenOutcome.All(
        [
            .. expected.EnumerateObject().Select(metric => Metric(metric, reply, score, mode)),
            GoldenOutcome.Equal(
                score.Values.Count == expected.EnumerateObject().Count(),
                () => $"{Shown(reply)}: metrics {string.Join(", ", score.Values.Keys)}"),
            mode == ScoringMode.AsPublished ? Reading(item, reply, score) : GoldenOutcome.Exact,
        ]);
    }

    /// <summary>
    /// Compares a plain score, or an object whose <c>correct</c> is the score and whose <c>pred</c> is compared as published.
    /// </summary>
    private static GoldenOutcome Metric(JsonProperty metric, string reply, SampleScore score, ScoringMode mode)
    {
        var what = $"{Shown(reply)} {metric.Name}";
        var found = score.Values.GetValueOrDefault(metric.Name);
        if (!score.Values.ContainsKey(metric.Name))
        {
            return new GoldenOutcome(Verdict.Failed, double.NaN, $"{what}: the scorer has no such metric");
        }

        if (metric.Value.ValueKind != JsonValueKind.Object)
        {
            return FigureDifference.Of(what, metric.Value.NumberOrNull(), found);
        }

        var correct = FigureDifference.Of(what, metric.Value.GetProperty("correct").GetDouble(), found);
        return mode == ScoringMode.Default
            ? correct
            : GoldenOutcome.All([correct, Same(what, metric.Value.Text("pred"), score.Reading)]);
    }

    /// <summary>Compares the output of the task's filter or parser for the reply, if the case has it.</summary>
    private static GoldenOutcome Reading(JsonElement item, string reply, SampleScore score) =>
        item.TryGetProperty("detail", out var detail)
            ? GoldenOutcome.All(detail.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.String)
                .Select(part => Same($"{Shown(reply)} {part.Name}", part.Value.GetString(), score.Reading)))
            : GoldenOutcome.Exact;

    private static GoldenOutcome Same(string what, string? expected, string? found) =>
        GoldenOutcome.Equal(expected == found, () => $"{what}: expected '{expected}', found '{found}'");

    private static string Shown(string reply) => $"'{(reply.Length > 60 ? reply[..60] + "..." : reply)}'";
}
