using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Projections;

/// <summary>Histories from arbitrary numbers: any order of events, sensible or not, since a fold must not depend on sense.</summary>
internal static class RandomHistories
{
    private static readonly string[] Benchmarks = ["cub200", "docvqa", "ocrbench"];

    internal static IReadOnlyList<RecordedEvent> From(int[] numbers) =>
        [.. numbers.Select((number, i) =>
            new RecordedEvent(i + 1, i + 1, EventExamples.Noon.AddSeconds(i), Event(number & int.MaxValue, i)))];

    /// <summary>Numbers that meet every kind of event in no order.</summary>
    internal static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count).Select(i => i * 7919 % 10_007);

    internal static IExperimentEvent Event(int number, int place)
    {
        var stage = new StageId(number / 20 % 4);
        var benchmark = Benchmarks[number / 80 % 3];
        var value = number % 1000 / 10.0;
        var score = new ScoreRecord("anls", 1 + (number % 3), "anls", value, value + (number % 2), 100, 2, ContentHash.Of(benchmark), "answers.jsonl");
        return (number % 24) switch
        {
            0 => EventExamples.All.OfType<ExperimentStarted>().Single() with { Seed = place },
            1 => new StageStarted(stage, benchmark, null, null, place),
            2 => new ParametersSelected(stage, number, 10L * number, [], ContentHash.Of("list"), "parameters.txt"),
            3 or 4 or 5 => new TrainingProgressed(stage, 100, [.. Enumerable.Range(number % 50, number % 4).Select(step => new TrainingPoint(step, value, 1e-3, 1, 10, place))]),
            6 => new StateSaved(stage, number % 100, "state", ContentHash.Of("state")),
            7 => new StageTrained(stage, 100, place, value, TimeSpan.FromSeconds(number % 60)),
            8 => new ParametersVerified(stage, 1, default, default, 1, 1, []),
            9 => new CheckpointWritten(stage, "checkpoint", ContentHash.Of("manifest"), 1, place),
            10 or 11 => new BenchmarkScored(stage, benchmark, score, PromptMode.Default, TimeSpan.FromSeconds(place)),
            12 => new BenchmarkRescored(stage, benchmark, score, 1, $"fix {place}", null),
            13 => new ProbeMeasured(stage, "counting_bias", 1, new Dictionary<string, double> { ["bias"] = value }, place),
            14 => new StageCompleted(stage, TimeSpan.FromSeconds(number % 600)),
            15 => new StageFailed(stage, FailureKind.Killed, "killed", place),
            16 => new ExperimentPaused(place, stage, number % 100, "Ctrl-C"),
            17 => new ExperimentResumed(place, stage, number % 100),
            18 => new MethodMeasured(stage, "MoE", "expert_use", new Dictionary<string, double> { ["layer_0"] = value }),
            19 => new VariantScored(stage, $"previous_weight={number % 3}", benchmark, score, PromptMode.Default, TimeSpan.FromSeconds(place)),
            20 => new ResourcesMeasured(stage, "train", place, null),
            21 => new VariantRescored(stage, $"previous_weight={number % 3}", benchmark, score, 1, $"fix {place}", null),
            22 => new ExperimentCompleted(TimeSpan.FromSeconds(place)),
            _ => new ExperimentCancelled($"reason {place}"),
        };
    }
}
