using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Tests;

/// <summary>Experiments that look like the study's: every recipe learns, some forget and recover.</summary>
internal static class SampleExperiments
{
    internal static readonly string[] Skills = ["cub200", "pixmocount", "pathvqa", "textvqa", "timeclock"];

    internal static readonly string[] HeldOut = ["ai2d", "chartqa", "docvqa", "infovqa", "realworldqa", "seedbench", "scienceqa", "mmstar"];

    /// <summary>Held-out change by stage, in points.</summary>
    private static readonly Dictionary<string, double[]> Changes = new()
    {
        ["llm"] = [-3, -34.5, -12, -9, -28],
        ["sa_proj"] = [0.4, -9.5, -3, -1.5, -4],
        ["mlp_gate_up"] = [-0.5, -17, -6, -4.2, -9.8],
        ["full"] = [-5, -41, -17, -14, -33],
        ["projector"] = [0, -0.5, 0.3, 0.1, -0.6],
        ["vision_tower"] = [-4, -14, -19, -8, -17],
        ["mlp"] = [-1, -24, -8, -6, -17],
        ["mlp_down"] = [-2, -26, -11, -8, -19],
        ["sa_qkv"] = [0.2, -5, -2, -1, -2.2],
        ["sa_proj+mlp_gate_up"] = [-0.7, -19, -7, -5, -11],
    };

    private static readonly double[] BaseHeldOut = [88, 91.5, 79, 84, 93, 86.5, 90, 82];

    internal static IReadOnlyList<string> Recipes => [.. Changes.Keys];

    internal static ReportData Report(string recipe, int stages = 5) => ReportData.FromEvents($"quick-{recipe}", History(recipe, stages));

    /// <summary>The history of an experiment that has finished this many stages.</summary>
    internal static IReadOnlyList<RecordedEvent> History(string recipe, int stages)
    {
        var start = new DateTimeOffset(2026, 3, 1, 23, 57, 0, TimeSpan.Zero);
        return [.. Events(recipe, stages).Select((happened, i) => new RecordedEvent(i + 1, i + 1, start.AddSeconds(2 * i), happened))];
    }

    private static IEnumerable<IExperimentEvent> Events(string recipe, int stages)
    {
        yield return new ExperimentStarted(
            $"quick-{recipe}", recipe, "SelectiveTuning", "models/tiny-ov", ContentHash.Of("base"), 42, false,
            [.. Skills.Select((skill, i) => new PlannedStage(new(i + 1), skill, skill))],
            [
                .. Skills.Select(skill => new PlannedBenchmark(skill, BenchmarkGroup.Target)),
                .. HeldOut.Select(name => new PlannedBenchmark(name, BenchmarkGroup.HeldOut)),
            ],
            "{}", new Dictionary<string, string>(), [], [], new("A processor", 2, 8_000_000_000, []));
        yield return new PluginLoaded("SelectiveTuning", "1.0.0", "[1.0, 2.0)", ContentHash.Of("plugin"), []);
        for (var number = 0; number <= stages; number++)
        {
            var stage = new StageId(number);
            yield return new StageStarted(stage, number == 0 ? null : Skills[number - 1], null, null, number == 0 ? 0 : 1_200);
            if (number > 0)
                foreach (var happened in Training(recipe, stage))
                    yield return happened;
            foreach (var scored in Scores(recipe, stage))
                yield return scored;
            yield return CountingBias(stage);
            yield return new StageCompleted(stage, TimeSpan.FromSeconds(21.5));
        }

        if (stages == Skills.Length)
            yield return new ExperimentCompleted(TimeSpan.FromSeconds(131));
    }

    private static ProbeMeasured CountingBias(StageId stage)
    {
        var probability = stage.Number == 2 ? 0.61 : 0.05 + (0.02 * stage.Number);
        return new(stage, "counting_bias", 1, new Dictionary<string, double> { ["number_probability"] = probability }, 64);
    }

    private static IEnumerable<IExperimentEvent> Training(string recipe, StageId stage)
    {
        var trained = 20_000 * (1 + Changes.Keys.ToList().IndexOf(recipe));
        yield return new ParametersSelected(
            stage,
            trained,
            1_049_216,
            [new(ParameterRole.AttentionOutput, 4, trained)],
            ContentHash.Of(recipe),
            "parameters.txt");
        double Loss(int step) => (3.2 * Math.Exp(-step / (18.0 + trained % 7))) + 0.15 + (0.1 * Math.Abs(Math.Sin(step * trained)));
        for (var from = 1; from <= 100; from += 20)
            yield return new TrainingProgressed(stage, 100, [.. Enumerable.Range(from, 20).Select(step =>
                new TrainingPoint(step, Loss(step), 1e-3, 1, 96, step * 0.1))]);
        yield return new StageTrained(stage, 100, 9_600, 0.21, TimeSpan.FromSeconds(10));
        yield return new ParametersVerified(stage, 90, ContentHash.Of("f"), ContentHash.Of("f"), 4, 4, []);
        yield return new CheckpointWritten(stage, $"stage-{stage}/checkpoint", ContentHash.Of($"{recipe}{stage}"), 4, 80_000);
    }

    private static IEnumerable<BenchmarkScored> Scores(string recipe, StageId stage)
    {
        for (var i = 0; i < Skills.Length; i++)
        {
            var learned = Math.Max(0, 62 + (4 * Math.Sin(i + recipe.Length)));
            var value = 4 + i + (stage.Number > i ? learned - (2.5 * (stage.Number - i - 1)) : 0);
            yield return Scored(stage, Skills[i], value, i == 2 && stage.Number == 3 ? value + 1.5 : value);
        }

        for (var i = 0; i < HeldOut.Length; i++)
        {
            var change = stage.Number == 0 ? 0 : Changes[recipe][stage.Number - 1] * (0.6 + (0.1 * i));
            yield return Scored(stage, HeldOut[i], Math.Clamp(BaseHeldOut[i] + change, 0, 100), null);
        }
    }

    private static BenchmarkScored Scored(StageId stage, string benchmark, double value, double? asPublished)
    {
        var (scorer, metric) = benchmark == "docvqa" ? ("anls", "anls") : ("exact_match", "accuracy");
        var error = Math.Sqrt(value * (100 - value) / 200);
        var answers = $"stage-{stage}/{benchmark}.jsonl";
        var score = new ScoreRecord(scorer, 1, metric, value, asPublished, 200, error, ContentHash.Of("answers"), answers);
        return new(stage, benchmark, score, PromptMode.Default, TimeSpan.FromSeconds(1));
    }
}
