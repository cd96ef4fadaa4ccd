using System.Text;
using System.Text.Json.Nodes;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Formats;
using LmmCl.Reports.Tables;
using static LmmCl.Reports.Formats.CsvText;

namespace LmmCl.Reports.Findings;

/// <summary>Output of <c>lmmcl forgetting</c> in each format.</summary>
internal static class ForgettingFindingsText
{
    private static readonly string drop = $"{BenchmarkDrop.Id} v{BenchmarkDrop.Version}";
    private static readonly string recovered = $"{BenchmarkDrop.RecoveredId} v{BenchmarkDrop.RecoveredVersion}";

    internal static IEnumerable<(string Name, string Value)> Header(ForgettingFindings findings)
    {
        yield return ("benchmark", findings.Question.Benchmark);
        yield return ("question", $"which experiments {findings.Question}");
        yield return ("found", $"{findings.Found.Count} of {findings.Answerable} that were measured");
    }

    internal static ReportTable Table(ForgettingFindings findings) => new(
        $"Forgetting of {findings.Question.Benchmark} (percent)",
        [
            new("experiment", IsText: true), new("label", IsText: true), new("dropped at", IsText: true),
            new("base"), new("after the drop"),
            new(findings.Question.RecoveredBy is { } stage ? $"after stage {stage}" : "last measured"), new("recovered"),
        ],
        [.. findings.Found.Select(found => new ReportRow(
        [
            found.Experiment, found.Label, found.Stage, Figures.Percent(found.Drop.Base), Figures.Percent(found.Drop.After),
            Figures.Percent(found.Drop.Later), Figures.Share(found.Drop.Share),
        ]))],
        Notes(findings));

    internal static string Csv(ForgettingFindings findings)
    {
        var text = new StringBuilder();
        Row(
            text,
            "experiment", "label", "benchmark", "dropped_at", "base", "after", "drop",
            "later_stage", "later", "recovered_share", "definition", "recovered_definition");
        foreach (var found in findings.Found)
            Row(
                text,
                found.Experiment, found.Label, findings.Question.Benchmark, Number(found.Drop.Stage), Number(found.Drop.Base),
                Number(found.Drop.After), Number(found.Drop.Points), Number(found.Drop.LaterStage), Number(found.Drop.Later),
                Number(found.Drop.Share), drop, recovered);
        return text.ToString();
    }

    internal static string Json(ForgettingFindings findings) => new JsonObject
    {
        ["benchmark"] = findings.Question.Benchmark,
        ["droppedAt"] = findings.Question.DroppedAt,
        ["recoveredBy"] = findings.Question.RecoveredBy,
        ["points"] = findings.Question.Points,
        ["definitions"] = new JsonArray(
            Definition(BenchmarkDrop.Id, BenchmarkDrop.Version, BenchmarkDrop.Formula),
            Definition(BenchmarkDrop.RecoveredId, BenchmarkDrop.RecoveredVersion, BenchmarkDrop.RecoveredFormula)),
        ["scorers"] = Texts(findings.Scorers),
        ["measured"] = findings.Answerable,
        ["unmeasured"] = Texts(findings.Unmeasured),
        ["found"] = new JsonArray([.. findings.Found.Select(found => new JsonObject
        {
            ["experiment"] = found.Experiment,
            ["label"] = found.Label,
            ["droppedAt"] = found.Drop.Stage,
            ["base"] = found.Drop.Base,
            ["after"] = found.Drop.After,
            ["drop"] = found.Drop.Points,
            ["laterStage"] = found.Drop.LaterStage,
            ["later"] = found.Drop.Later,
            ["recoveredShare"] = found.Drop.Share,
        })]),
    }.ToJsonString(JsonFormat.Options) + "\n";

    private static List<string> Notes(ForgettingFindings findings)
    {
        var notes = new List<string>
        {
            $"Drop ({drop}): {BenchmarkDrop.Formula}.",
            $"Recovered ({recovered}): {BenchmarkDrop.RecoveredFormula}.",
        };
        if (findings.Scorers.Count > 0)
            notes.Add($"Scored by {string.Join(", ", findings.Scorers)}.");
        if (findings.Unmeasured.Count > 0)
            notes.Add($"Not measured at a stage that the question needs: {string.Join(", ", findings.Unmeasured)}.");
        return notes;
    }

    private static JsonObject Definition(string id, int version, string formula) => new()
    {
        ["id"] = id,
        ["version"] = version,
        ["formula"] = formula,
    };

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
