using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Host.Reports.Formats;

/// <summary>Everything that a report says as JSON, numbers unrounded.</summary>
internal static class JsonFormat
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Forgetting(ReportData data) => Experiment(data).ToJsonString(Options) + "\n";

    internal static string Comparison(IReadOnlyList<ReportData> experiments) =>
        new JsonObject { ["experiments"] = new JsonArray([.. experiments.Select(Experiment)]) }.ToJsonString(Options) + "\n";

    private static JsonObject Experiment(ReportData data) => new()
    {
        ["experiment"] = data.Stream,
        ["recipe"] = data.Recipe,
        ["method"] = data.Summary.Specification?.Method,
        ["seed"] = data.Summary.Specification?.Seed,
        ["baseModelHash"] = data.Summary.Specification?.BaseModelHash.Hex,
        ["status"] = data.Summary.Status.ToString().ToLowerInvariant(),
        ["asOfSequence"] = data.AsOfSequence,
        ["parametersTrained"] = data.Summary.ParametersTrained,
        ["parametersTotal"] = data.Summary.ParametersTotal,
        ["seconds"] = data.Elapsed.TotalSeconds,
        ["stages"] = new JsonArray([.. data.Stages.Select(stage => Stage(data, stage))]),
        ["figures"] = new JsonArray([.. ForgettingDefinitions.All.Select(definition => new JsonObject
        {
            ["definition"] = definition.Id, ["version"] = definition.Version, ["formula"] = definition.Formula, ["value"] = definition.Of(data.Accuracy),
        })]),
        ["recovery"] = new JsonObject(data.Accuracy.HeldOut.Select(benchmark => KeyValuePair.Create(benchmark, Recovered(data, benchmark)))),
        ["probes"] = new JsonObject(data.Probes.Probes.Select(probe => KeyValuePair.Create(probe.Key, (JsonNode?)new JsonArray([.. probe.Value.Select(reading => new JsonObject
        {
            ["stage"] = reading.Key.Number, ["samples"] = reading.Value.Samples,
            ["values"] = new JsonObject(reading.Value.Values.Where(v => double.IsFinite(v.Value)).Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))),
        })])))),
    };

    private static JsonObject Stage(ReportData data, Abstractions.Events.StageId stage) => new()
    {
        ["stage"] = stage.Number,
        ["skill"] = data.Skill(stage),
        ["heldOutAverage"] = data.Accuracy.HeldOutAverage(stage.Number),
        ["scores"] = new JsonArray([.. data.Scores.Benchmarks.Where(b => data.Scores[stage, b.Name] is not null).Select(b => Score(data, stage, b))]),
    };

    private static JsonObject Score(ReportData data, Abstractions.Events.StageId stage, Abstractions.Events.PlannedBenchmark benchmark)
    {
        var cell = data.Scores[stage, benchmark.Name]!;
        return new()
        {
            ["benchmark"] = benchmark.Name,
            ["group"] = JsonNamingPolicy.CamelCase.ConvertName(benchmark.Group.ToString()),
            ["score"] = cell.Score.Value,
            ["asPublished"] = cell.Score.AsPublished,
            ["asPublishedDiffers"] = cell.PublishedDiffers,
            ["standardError"] = cell.Score.StandardError,
            ["samples"] = cell.Score.Samples,
            ["metric"] = cell.Score.Metric,
            ["scorer"] = cell.Score.Scorer,
            ["scorerVersion"] = cell.Score.ScorerVersion,
            ["prompts"] = JsonNamingPolicy.CamelCase.ConvertName(cell.Prompts.ToString()),
            ["answers"] = cell.Score.AnswersPath,
            ["answersHash"] = cell.Score.Answers.Hex,
        };
    }

    private static JsonNode? Recovered(ReportData data, string benchmark)
    {
        var recovery = Recovery.Of(data.Accuracy, benchmark);
        return new JsonObject
        {
            ["drop"] = recovery.Drop,
            ["deepestStage"] = recovery.DeepestStage,
            ["recovered"] = recovery.Recovered,
            ["recovery"] = recovery.Share,
        };
    }
}
