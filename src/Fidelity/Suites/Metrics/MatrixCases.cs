using System.Text.Json;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Metrics;

/// <summary>A stage x benchmark matrix, and every definition of learning, forgetting and recovery.</summary>
internal static class MatrixCases
{
    public static GoldenOutcome Check(JsonElement item)
    {
        var matrix = new AccuracyMatrix(
            Names(item, "stages"), Names(item, "heldout"), [.. item.GetProperty("rows").EnumerateArray().Select(Row)]);
        return GoldenOutcome.All(item.GetProperty("expected").EnumerateObject().SelectMany(expected => expected.Name switch
        {
            "learning_vs_previous" => PerStage(expected, Learning.VersusPrevious(matrix), "mean"),
            "learning_vs_base" => PerStage(expected, Learning.VersusBase(matrix), "mean"),
            "target_forgetting" => PerStage(expected, Learning.TargetForgetting(matrix), "mean"),
            "target_overall" => PerStage(expected, Learning.Overall(matrix), "mean"),
            "heldout_change" => PerStage(expected, HeldOutChange.Of(matrix), "last", "mean", "sum", "worst", "worst_stage"),
            "chaudhry_forgetting" => Chaudhry(expected, matrix),
            "recovery" =>
                expected.Value.EnumerateObject().SelectMany(benchmark => Recovered(benchmark, Recovery.Of(matrix, benchmark.Name))),
            _ => [Number(expected.Name, expected.Value, ForgettingDefinitions.Find(expected.Name).Of(matrix))],
        }));
    }

    private static IEnumerable<GoldenOutcome> PerStage(JsonProperty expected, StageFigures found, params string[] summaries) =>
        List($"{expected.Name}.per_stage", expected.Value.GetProperty("per_stage"), found.PerStage)
            .Concat(summaries.Select(summary => Number($"{expected.Name}.{summary}", expected.Value.GetProperty(summary), summary switch
            {
                "last" => found.Last,
                "sum" => found.Sum,
                "worst" => found.Worst,
                "worst_stage" => found.WorstStage,
                _ => found.Mean,
            })));

    private static IEnumerable<GoldenOutcome> Chaudhry(JsonProperty expected, AccuracyMatrix matrix)
    {
        var found = ChaudhryForgetting.Of(matrix);
        yield return Number("chaudhry_forgetting.final", expected.Value.GetProperty("final"), found.Last);
        yield return GoldenOutcome.Equal(
            expected.Value.GetProperty("per_stage").GetArrayLength() == found.PerStage.Count,
            () => $"chaudhry_forgetting: found {found.PerStage.Count} stages");
        foreach (var (stage, mean) in expected.Value.GetProperty("per_stage").EnumerateArray().Zip(found.PerStage))
        {
            yield return Number("chaudhry_forgetting.mean", stage.GetProperty("mean"), mean);
            var perTarget = ChaudhryForgetting.PerTarget(matrix, stage.GetProperty("stage").GetInt32());
            foreach (var outcome in List("chaudhry_forgetting.per_target", stage.GetProperty("per_target"), perTarget))
                yield return outcome;
        }
    }

    private static IEnumerable<GoldenOutcome> Recovered(JsonProperty expected, Recovery found) =>
    [
        Number($"recovery.{expected.Name}.drop", expected.Value.GetProperty("drop"), found.Drop),
        Number($"recovery.{expected.Name}.deepest_stage", expected.Value.GetProperty("deepest_stage"), found.DeepestStage),
        Number($"recovery.{expected.Name}.recovered", expected.Value.GetProperty("recovered"), found.Recovered),
        Number($"recovery.{expected.Name}.recovery", expected.Value.GetProperty("recovery"), found.Share),
    ];

    private static IEnumerable<GoldenOutcome> List(string what, JsonElement expected, IReadOnlyList<double?> found)
    {
        yield return GoldenOutcome.Equal(
            expected.GetArrayLength() == found.Count, () => $"{what}: expected {expected.GetArrayLength()} figures, found {found.Count}");
        foreach (var (wanted, got) in expected.EnumerateArray().Zip(found))
            yield return Number(what, wanted, got);
    }

    private static GoldenOutcome Number(string what, JsonElement expected, double? found) =>
        FigureDifference.Of(what, expected.NumberOrNull(), found);

    private static string[] Names(JsonElement item, string field) =>
        [.. item.GetProperty(field).EnumerateArray().Select(name => name.GetString()!)];

    private static IReadOnlyDictionary<string, double?> Row(JsonElement row) =>
        row.EnumerateObject().ToDictionary(cell => cell.Name, cell => cell.Value.NumberOrNull());
}
