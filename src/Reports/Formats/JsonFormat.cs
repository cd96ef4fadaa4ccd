using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Formats;

/// <summary>The full content of a report as JSON, numbers unrounded.</summary>
internal static class JsonFormat
{
    /// <summary>The score as it was first recorded; present only if it was changed since then.</summary>
    internal const string FirstScore = "firstScore";

    /// <summary>The scorer version that gave <see cref="FirstScore"/>.</summary>
    internal const string FirstScorerVersion = "firstScorerVersion";

    /// <summary>Keys that reports saved by earlier versions do not have.</summary>
    internal static readonly IReadOnlyList<string> LaterKeys =
        [FirstScore, FirstScorerVersion, Sequence, Change, HeldOutChangeKey, HeldOutStandardError];

    private const string Sequence = "sequence";

    private const string Change = "change";

    private const string HeldOutChangeKey = "heldOutChange";

    private const string HeldOutStandardError = "heldOutStandardError";

    internal static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Forgetting(ReportData data) => Experiment(data).ToJsonString(Options) + "\n";

    internal static string Comparison(IReadOnlyList<ReportData> experiments) =>
        new JsonObject { ["experiments"] = new JsonArray([.. experiments.Select(Experiment)]) }.ToJsonString(Options) + "\n";

    /// <summary>The report of one experiment.</summary>
    internal static JsonObject Experiment(ReportData data) => new()
    {
        ["experiment"] = data.Stream,
        ["recipe"] = data.Recipe,
        ["method"] = data.Summary.Specification?.Method,
        ["seed"] = data.Summary.Specification?.Seed,
        ["learningRate"] = data.Traits.LearningRate,
        ["baseModelHash"] = data.Summary.Specification?.BaseModelHash.Hex,
        ["status"] = data.Summary.Status.ToString().ToLowerInvariant(),
        ["asOfSequence"] = data.AsOfSequence,
        ["parametersTrained"] = data.Summary.ParametersTrained,
        ["parametersTotal"] = data.Summary.ParametersTotal,
        ["seconds"] = data.Elapsed.TotalSeconds,
        ["peakMemory"] = ByName(data.Resources.Work, Peak),
        ["stages"] = new JsonArray([.. data.Stages.Select(stage => Stage(data, stage))]),
        ["figures"] = new JsonArray([.. ForgettingDefinitions.All.Select(definition => Figure(data, definition))]),
        ["recovery"] = new JsonObject(data.Accuracy.HeldOut.Select(name => KeyValuePair.Create(name, Recovered(data, name)))),
        ["probes"] = ByName(data.Probes.Probes, Reading),
        ["variants"] = new JsonArray([.. Tables.VariantTable.Names(data).Select(name => Variant(data, name))]),
        ["measurements"] = ByName(data.Measurements.Measured, Measurement),
    };

    private static JsonObject ByName<T>(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<StageId, T>> stages, Func<KeyValuePair<StageId, T>, JsonNode> entry) =>
        new(stages.Select(named => KeyValuePair.Create(named.Key, (JsonNode?)new JsonArray([.. named.Value.Select(entry)]))));

    private static JsonObject Figure(ReportData data, ForgettingDefinition definition) => new()
    {
        ["definition"] = definition.Id,
        ["version"] = definition.Version,
        ["formula"] = definition.Formula,
        ["value"] = definition.Of(data.Accuracy),
    };

    private static JsonObject Reading(KeyValuePair<StageId, ProbeMeasured> reading) => new()
    {
        ["stage"] = reading.Key.Number,
        ["samples"] = reading.Value.Samples,
        ["values"] = Finite(reading.Value.Values),
    };

    private static JsonObject Measurement(KeyValuePair<StageId, MethodMeasured> measured) => new()
    {
        ["stage"] = measured.Key.Number,
        ["values"] = Finite(measured.Value.Values),
    };

    private static JsonObject Peak(KeyValuePair<StageId, ResourcesMeasured> peak) => new()
    {
        ["stage"] = peak.Key.Number,
        ["bytes"] = peak.Value.PeakMemoryBytes,
        ["deviceBytes"] = peak.Value.PeakDeviceBytes,
    };

    private static JsonObject Variant(ReportData data, string name)
    {
        var scores = data.AccuracyOf(name);
        var learning = VariantFigures.Learning(data.Accuracy, scores);
        var heldOut = VariantFigures.HeldOut(data.Accuracy, scores);
        return new()
        {
            ["variant"] = name,
            ["learning"] = learning.Mean,
            ["heldOutChangeLast"] = heldOut.Last,
            ["heldOutChangeMean"] = heldOut.Mean,
            ["heldOutChangeWorst"] = heldOut.Worst,
            ["stages"] = new JsonArray([.. data.Variants.Variants[name].Select(stage => new JsonObject
            {
                ["stage"] = stage.Key.Number,
                ["scores"] = new JsonObject(stage.Value.Select(cell => KeyValuePair.Create(cell.Key, (JsonNode?)cell.Value.Score.Value))),
            })]),
        };
    }

    private static JsonObject Finite(IReadOnlyDictionary<string, double> values) =>
        new(values.Where(value => double.IsFinite(value.Value)).Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    private static JsonObject Stage(ReportData data, StageId stage) => new()
    {
        ["stage"] = stage.Number,
        ["skill"] = data.Skill(stage),
        ["heldOutAverage"] = data.Accuracy.HeldOutAverage(stage.Number),
        [HeldOutStandardError] = data.HeldOutStandardError(stage),
        [HeldOutChangeKey] = HeldOutChangeOf(data, stage),
        ["scores"] = new JsonArray(
        [
            .. data.Scores.Benchmarks
                .Where(benchmark => data.Scores[stage, benchmark.Name] is not null)
                .Select(benchmark => Score(data, stage, benchmark)),
        ]),
    };

    private static double? HeldOutChangeOf(ReportData data, StageId stage) =>
        stage == StageId.Base ? null : HeldOutChange.Of(data.Accuracy).PerStage[stage.Number - 1];

    private static JsonObject Score(ReportData data, StageId stage, PlannedBenchmark benchmark)
    {
        var cell = data.Scores[stage, benchmark.Name]!;
        var score = new JsonObject
        {
            ["benchmark"] = benchmark.Name,
            ["group"] = JsonNamingPolicy.CamelCase.ConvertName(benchmark.Group.ToString()),
            ["score"] = cell.Score.Value,
            [Change] = cell.Score.Value - data.Scores[StageId.Base, benchmark.Name]?.Score.Value,
            [Sequence] = cell.Sequence,
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
        if (cell.Score.CutReplies is { } cut)
        {
            score["cutReplies"] = cut;
        }

        if (cell.Earlier.Count > 0)
        {
            score[FirstScore] = cell.FirstScore.Value;
            score[FirstScorerVersion] = cell.FirstScore.ScorerVersion;
        }

        return score;
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
