using System.Globalization;
using System.Text;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Host.Reports.Tables;

namespace LmmCl.Host.Reports.Formats;

/// <summary>Comma-separated values (RFC 4180), numbers unrounded.</summary>
internal static class CsvFormat
{
    /// <summary>One row per score and one per figure.</summary>
    internal static string Forgetting(ReportData data)
    {
        var text = new StringBuilder();
        Row(text, "experiment", "recipe", "kind", "stage", "skill", "name", "group", "value", "standard_error", "samples", "as_published", "metric", "version");
        foreach (var stage in data.Stages)
            foreach (var benchmark in data.Scores.Benchmarks)
                if (data.Scores[stage, benchmark.Name] is { Score: var score })
                    Row(
                        text, data.Stream, data.Recipe, "score", stage.ToString(), data.Skill(stage), benchmark.Name, benchmark.Group.ToString().ToLowerInvariant(),
                        Number(score.Value), Number(score.StandardError), Number(score.Samples), Number(score.AsPublished), score.Metric, $"{score.Scorer} v{score.ScorerVersion}");
        foreach (var definition in ForgettingDefinitions.All)
            Row(
                text, data.Stream, data.Recipe, "figure", null, null, definition.Id, null, Number(definition.Of(data.Accuracy)), null, null, null, null, $"v{definition.Version}");
        return text.ToString();
    }

    /// <summary>One row per experiment.</summary>
    internal static string Comparison(IReadOnlyList<ReportData> experiments)
    {
        var text = new StringBuilder();
        Row(text, ["experiment", "recipe", .. ComparisonTable.Columns.Select(column => column.Id), "parameters_trained", "parameters_total", "seconds"]);
        foreach (var data in experiments)
            Row(
                text,
                [
                    data.Stream, data.Recipe, .. ComparisonTable.Columns.Select(column => Number(ForgettingDefinitions.Find(column.Id).Of(data.Accuracy))),
                    Number(data.Summary.ParametersTrained), Number(data.Summary.ParametersTotal), Number(data.Elapsed.TotalSeconds),
                ]);
        return text.ToString();
    }

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, params IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    private static string Quote(string? cell) => cell is null ? "" : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
