using System.Text;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Reports.Tables;
using static LmmCl.Reports.Formats.CsvText;

namespace LmmCl.Reports.Formats;

/// <summary>Comma-separated values, numbers unrounded.</summary>
internal static class CsvFormat
{
    private static readonly string[] columns =
    [
        "experiment", "recipe", "kind", "stage", "skill", "name", "group", "value", "standard_error", "samples", "as_published", "metric",
        "version", "variant",
    ];

    /// <summary>One row per score, of stages and of variants, per figure, per measurement of the method and per memory peak.</summary>
    internal static string Forgetting(ReportData data)
    {
        var text = new StringBuilder();
        Row(text, columns);
        foreach (var stage in data.Stages)
            foreach (var benchmark in data.Scores.Benchmarks)
                if (data.Scores[stage, benchmark.Name] is { Score: var score })
                    Score(text, data, stage, benchmark, score);
        foreach (var definition in ForgettingDefinitions.All)
            Figure(text, data, "figure", null, definition.Id, definition.Of(data.Accuracy), $"v{definition.Version}");
        foreach (var variant in VariantTable.Names(data))
            foreach (var (stage, row) in data.Variants.Variants[variant])
                foreach (var benchmark in data.Scores.Benchmarks.Where(planned => row.ContainsKey(planned.Name)))
                    Score(text, data, stage, benchmark, row[benchmark.Name].Score, variant);
        foreach (var (name, stages) in data.Measurements.Measured)
            foreach (var (stage, measured) in stages)
                foreach (var (figure, value) in measured.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    Figure(text, data, "measurement", stage, $"{name}.{figure}", value);
        foreach (var (work, stages) in data.Resources.Work)
            foreach (var (stage, peak) in stages)
            {
                Figure(text, data, "peak_memory_bytes", stage, work, peak.PeakMemoryBytes);
                if (peak.PeakDeviceBytes is { } device)
                    Figure(text, data, "peak_device_bytes", stage, work, device);
            }

        return text.ToString();
    }

    /// <summary>One row per experiment.</summary>
    internal static string Comparison(IReadOnlyList<ReportData> experiments)
    {
        var text = new StringBuilder();
        Row(
            text,
            [
                "experiment", "recipe", "method", "learning_rate", "seed", .. ComparisonTable.Columns.Select(column => column.Id),
                "parameters_trained", "parameters_total", "seconds", "peak_memory_bytes", "peak_device_bytes",
            ]);
        foreach (var data in experiments)
            Row(
                text,
                [
                    data.Stream, data.Recipe, data.Summary.Specification?.Method,
                    Number(data.Traits.LearningRate), Number(data.Traits.Seed),
                    .. ComparisonTable.Columns.Select(column => Number(ForgettingDefinitions.Find(column.Id).Of(data.Accuracy))),
                    Number(data.Summary.ParametersTrained), Number(data.Summary.ParametersTotal), Number(data.Elapsed.TotalSeconds),
                    Number(data.Resources.PeakMemory(ResourceUse.Training)), Number(data.Resources.PeakDevice(ResourceUse.Training)),
                ]);
        return text.ToString();
    }

    private static void Score(
        StringBuilder text, ReportData data, StageId stage, PlannedBenchmark benchmark, ScoreRecord score, string? variant = null) => Row(
        text,
        data.Stream, data.Recipe, variant is null ? "score" : "variant_score", stage.ToString(), data.Skill(stage),
        benchmark.Name, benchmark.Group.ToString().ToLowerInvariant(),
        Number(score.Value), Number(score.StandardError), Number(score.Samples), Number(score.AsPublished),
        score.Metric, $"{score.Scorer} v{score.ScorerVersion}", variant);

    private static void Figure(
        StringBuilder text, ReportData data, string kind, StageId? stage, string name, double? value, string? version = null) => Row(
        text,
        data.Stream, data.Recipe, kind, stage?.ToString(), stage is { } taught ? data.Skill(taught) : null,
        name, null, Number(value), null, null, null, null, version, null);
}
