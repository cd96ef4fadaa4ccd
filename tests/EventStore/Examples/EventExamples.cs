using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.EventStore.Tests.Examples;

/// <summary>
/// One example of every kind of event, with the corners of its shape: text beyond ASCII, absent values, numbers that are none.
/// </summary>
internal static class EventExamples
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, 456, TimeSpan.Zero);

    internal static IReadOnlyList<IExperimentEvent> All { get; } =
    [
        new ExperimentStarted(
            "birds-then-counts", "sa_proj", "SelectiveTuning", "models/tiny-ov", ContentHash.Of("base"), 42, false,
            [new(new(1), "cub200", "cub200"), new(new(2), "pixmocount", "pixmocount")],
            [new("cub200", BenchmarkGroup.Target), new("docvqa", BenchmarkGroup.HeldOut), new("ocrbench", BenchmarkGroup.Extra)],
            """{"note":"Größe < 1 & \"zitiert\""}""",
            new Dictionary<string, string> { ["runtime"] = ".NET 10", ["libtorch"] = "1.13.1", ["threads"] = "2" },
            [new("TorchSharp", "0.107.0", ContentHash.Of("package"))],
            [new("SelectiveTuning", "1.0.0", ContentHash.Of("plugin"))],
            new("A processor", 2, 8_000_000_000, ["An accelerator"])),
        new PluginLoaded("SelectiveTuning", "1.0.0", "[1.0, 2.0)", ContentHash.Of("plugin"), []),
        new StageStarted(StageId.Base, null, null, null, 0),
        new ParametersSelected(new(1), 4096, 1_000_000, [new(ParameterRole.AttentionQuery, 8, 4096)], ContentHash.Of("list"), "stage-1/parameters.txt"),
        new TrainingProgressed(new(1), 100, [new(1, 2.5, 1e-3, 0.125, 64, 0.5), new(2, double.NaN, 5e-4, double.PositiveInfinity, 60, 1)]),
        new StateSaved(new(1), 50, "stage-1/state-50", ContentHash.Of("state")),
        new StageTrained(new(1), 100, 6_400, 0.1, TimeSpan.FromMilliseconds(12_345)),
        new ParametersVerified(new(1), 90, ContentHash.Of("frozen"), ContentHash.Of("frozen"), 8, 8, []),
        new CheckpointWritten(new(1), "stage-1/checkpoint", ContentHash.Of("manifest"), 8, 16_384),
        new BenchmarkScored(
            new(1), "docvqa", new("anls", 2, "anls", 81.25, 80.0, 200, 2.76, ContentHash.Of("answers"), "stage-1/docvqa.jsonl"), PromptMode.Default, TimeSpan.FromSeconds(3)),
        new ProbeMeasured(new(1), "counting_bias", 1, new Dictionary<string, double> { ["bias"] = -0.0, ["delta"] = 1.0 / 3 }, 64),
        new MethodMeasured(new(1), "MoE", "expert_use", new Dictionary<string, double> { ["layer_0"] = 0.25, ["layer_1"] = 1 }),
        new VariantScored(
            new(1), "previous_weight=0.3", "docvqa", new("anls", 2, "anls", 79.5, null, 200, 2.8, ContentHash.Of("answers"), "stage-1/previous_weight=0.3/docvqa.jsonl"), PromptMode.Default, TimeSpan.FromSeconds(3)),
        new ResourcesMeasured(new(1), "train", 812_000_000, null),
        new StageCompleted(new(1), TimeSpan.FromMinutes(2)),
        new StageFailed(new(2), FailureKind.OutOfMemory, "16 GiB asked for, 2 GiB left", 1),
        new ExperimentPaused(1, new(2), 17, "Ctrl-C"),
        new ExperimentResumed(2, new(2), 17),
        new BenchmarkRescored(
            new(1), "docvqa", new("anls", 3, "anls", 82, null, 200, 2.7, ContentHash.Of("answers"), "stage-1/docvqa.jsonl"), 2, "scorer fix",
            ContentHash.Of("answers")),
        new VariantRescored(
            new(1), "previous_weight=0.3", "docvqa",
            new("anls", 3, "anls", 80.5, 79.5, 200, 2.8, ContentHash.Of("again"), "stage-1/previous_weight=0.3/docvqa.anls-v3.jsonl"), 2, "scorer fix",
            ContentHash.Of("answers")),
        new ExperimentCompleted(TimeSpan.FromHours(1.5)),
        new ExperimentCancelled("the disk is needed"),
        new InputsRecorded(
            1, ContentHash.Of("inputs"), "inputs/0123456789ab.txt", 3, new Dictionary<string, string> { ["threads"] = "2", ["device"] = "cpu" }),
        new AnswersSaved(2, new(1), null, "docvqa", 48, ContentHash.Of("answers")),
        new AnswersTaken(StageId.Base, "docvqa", ContentHash.Of("answers"), "birds-then-counts"),
        new SweepPlanned(
            "trial", ContentHash.Of("trial.yaml"),
            [new("trial-sa_proj-rate0.0008-seed42", "SelectiveTuning", 8e-4, 42), new("trial-kept-rate0.0004-seed1", "LwF", 4e-4, 1)]),
        new ExperimentQueued(1, "birds", -5, ContentHash.Of("specification")),
        new QueuedExperimentMoved(2, "birds", 0, "fish"),
        new QueuedExperimentPaused(3, "birds", "the GPU is needed"),
        new QueuedExperimentResumed(4, "birds"),
        new QueuedExperimentTaken(5, "birds", 2),
        new QueuedExperimentInterrupted(6, "birds", "the service was stopped"),
        new QueuedExperimentEnded(7, "birds", QueueOutcome.Cancelled, "wrong rate"),
        new JobsPlanned(1, "trial", ContentHash.Of("slurm"), 8, ["birds", "fish"]),
        new JobAnnounced(2, "birds", 1, "lmmcl-0123456789abcdef"),
        new JobSubmitted(3, "birds", 1, "4711"),
        new JobEnded(4, "birds", 1, JobOutcome.NodeFailed, new(2), null, "NODE_FAIL"),
        new TrainingDataReduced(new(1), 40, 3, 2, 1, 512),
        new ValidationMeasured(new(1), 50, 24, 96, 0.75, 62.5, 40),
    ];
}
