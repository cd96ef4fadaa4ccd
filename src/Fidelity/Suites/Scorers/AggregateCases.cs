using System.Text.Json;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Scorers;

/// <summary>Aggregates single scores to one value and its standard error.</summary>
internal static class AggregateCases
{
    public static GoldenCase Of(JsonElement item) =>
        new("scorers/aggregate", CaseFile.NameOf(item), FigureDifference.Stated, () => Check(item));

    private static GoldenOutcome Check(JsonElement item)
    {
        var scorer = ScorerCatalog.Find(item.Text("task"));
        var values = item.GetProperty("per_sample").EnumerateArray().Select(Value).ToArray();
        var byDefault = scorer.Aggregate(item.Text("metric"), values, ScoringMode.Default);
        var published = scorer.Aggregate(item.Text("metric"), values, ScoringMode.AsPublished);
        var outcomes =
            new List<GoldenOutcome> { FigureDifference.Of("default", item.GetProperty("default").NumberOrNull(), byDefault.Value) };
        if (item.TryGetProperty("as_published_error", out var error))
        {
            outcomes.Add(GoldenOutcome.Equal(
                published.PublishedError == error.GetString(),
                () => $"the reference raises {error}, found {published.PublishedError ?? "no error"}"));
            return GoldenOutcome.All(outcomes);
        }

        outcomes.Add(FigureDifference.Of("as published", item.GetProperty("as_published").NumberOrNull(), published.Value));
        if (item.TryGetProperty("as_published_stderr", out var standardError))
        {
            outcomes.Add(FigureDifference.Of("standard error", standardError.NumberOrNull(), published.StandardError));
        }

        if (item.TryGetProperty("groups", out var groups))
        {
            outcomes.AddRange(groups.EnumerateObject().Select(group =>
                FigureDifference.Of(
                    group.Name,
                    group.Value.NumberOrNull(),
                    byDefault.Groups.TryGetValue(group.Name, out var found) ? found : null)));
        }

        return GoldenOutcome.All(outcomes);
    }

    /// <summary>Reads a number, null, an object with a score and its group, or a prediction with its answer.</summary>
    private static MetricValue Value(JsonElement sample)
    {
        if (sample.ValueKind != JsonValueKind.Object)
        {
            return new(sample.NumberOrNull());
        }

        if (sample.TryGetProperty("score", out var score))
        {
            return new(
                score.GetDouble(),
                sample.TryGetProperty("l2_category", out var category) ? category.GetString()! : sample.Text("question_type"));
        }

        var right = string.Equals(sample.Text("pred").Trim(), sample.Text("answer").Trim(), StringComparison.OrdinalIgnoreCase);
        return new(right ? 1 : 0);
    }
}
