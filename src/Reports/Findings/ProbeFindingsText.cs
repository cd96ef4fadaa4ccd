using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LmmCl.Evaluation;
using LmmCl.Reports.Formats;
using LmmCl.Reports.Tables;
using static LmmCl.Reports.Formats.CsvText;

namespace LmmCl.Reports.Findings;

/// <summary>Output of <c>lmmcl probes</c> in each format; CSV and JSON have every pair.</summary>
internal static class ProbeFindingsText
{
    private const string Definition =
        "Forgetting is -C[k] of heldout_change: the mean held-out points lost since the base model. A positive correlation means that "
        + "more of the figure goes with more forgetting.";

    internal static IEnumerable<(string Name, string Value)> Header(ProbeFindings findings)
    {
        yield return ("experiments", $"{findings.Experiments.Count}");
    }

    internal static ReportTable Table(ProbeFindings findings) => new(
        "Probes and forgetting, over stages and experiments",
        [new("probe", IsText: true), new("figure", IsText: true), new("stages"), new("Pearson"), new("Spearman")],
        [.. findings.Rows.Select(row => new ReportRow(
        [
            row.Probe, row.Figure, $"{row.Points.Count}", Shown(row.Correlation.Pearson), Shown(row.Correlation.Spearman),
        ]))],
        [Definition]);

    internal static string Csv(ProbeFindings findings)
    {
        var text = new StringBuilder();
        Row(text, "probe", "figure", "experiment", "stage", "value", "forgotten");
        foreach (var point in findings.Rows.SelectMany(row => row.Points))
        {
            Row(
                text,
                point.Probe, point.Figure, point.Experiment, Number(point.Stage.Number), Number(point.Value), Number(point.Forgotten));
        }

        return text.ToString();
    }

    internal static string Json(ProbeFindings findings) => new JsonObject
    {
        ["experiments"] = new JsonArray([.. findings.Experiments.Select(name => (JsonNode?)name)]),
        ["probes"] = new JsonArray([.. findings.Rows.Select(row => new JsonObject
        {
            ["probe"] = row.Probe,
            ["figure"] = row.Figure,
            ["pearson"] = row.Correlation.Pearson,
            ["spearman"] = row.Correlation.Spearman,
            ["points"] = new JsonArray([.. row.Points.Select(point => new JsonObject
            {
                ["experiment"] = point.Experiment,
                ["stage"] = point.Stage.Number,
                ["value"] = point.Value,
                ["forgotten"] = point.Forgotten,
            })]),
        })]),
    }.ToJsonString(JsonFormat.Options) + "\n";

    private static string Shown(double? value) => value?.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) ?? Figures.Missing;
}
