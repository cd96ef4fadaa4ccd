using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.History;

namespace LmmCl.Reports.Tests;

public sealed class HistoryTextTests
{
    private static readonly IExperimentEvent[] RareEvents =
    [
        new InputsRecorded(1, ContentHash.Of("inputs"), "inputs/0.txt", 3, new Dictionary<string, string> { ["threads"] = "1" }),
        new StateSaved(new(1), 50, "state", ContentHash.Of("s")),
        new StageFailed(new(1), FailureKind.OutOfMemory, "16 GiB asked for", 1),
        new ExperimentPaused(1, new(2), 17, "Ctrl-C"),
        new ExperimentResumed(2, new(2), 17),
        new ExperimentCancelled("the disk is needed"),
        new BenchmarkRescored(new(1), "docvqa", new("anls", 3, "anls", 82, null, 200, 2.7, default, "a"), 2, "scorer fix", null),
        new MethodMeasured(new(1), "MoE", "expert_use", new Dictionary<string, double> { ["layer_0"] = 0.25 }),
        new VariantScored(
            new(1),
            "previous_weight=0.3",
            "docvqa",
            new("anls", 1, "anls", 80, null, 10, 1, default, "answers.jsonl"),
            PromptMode.Default,
            TimeSpan.FromSeconds(1)),
        new VariantRescored(
            new(1), "previous_weight=0.3", "docvqa", new("anls", 2, "anls", 81, null, 10, 1, default, "answers.jsonl"), 1, "scorer fix", null),
        new ResourcesMeasured(new(1), "train", 812_000_000, null),
        new AnswersSaved(1, new(1), "previous_weight=0.3", "docvqa", 40, ContentHash.Of("answers")),
        new TrainingDataReduced(new(1), 39, 3, 2, 1, 512),
        new ValidationMeasured(new(1), 50, 24, 96, 0.75, 62.5, 40),
        new AnswersTaken(StageId.Base, "docvqa", ContentHash.Of("answers"), "birds"),
        new ExperimentQueued(1, "birds", 0, ContentHash.Of("specification")),
        new QueuedExperimentMoved(2, "birds", 0, "fish"),
        new QueuedExperimentPaused(3, "birds", "lunch"),
        new QueuedExperimentResumed(4, "birds"),
        new QueuedExperimentTaken(5, "birds", 2),
        new QueuedExperimentInterrupted(6, "birds", "the service was stopped"),
        new QueuedExperimentEnded(7, "birds", QueueOutcome.Failed, "out of memory"),
        new SweepPlanned("trial", ContentHash.Of("trial.yaml"), [new("trial-llm-rate0.001-seed1", "SelectiveTuning", 1e-3, 1)]),
        new JobsPlanned(1, "trial", ContentHash.Of("slurm"), null, ["trial-llm-rate0.001-seed1"]),
        new JobAnnounced(2, "trial-llm-rate0.001-seed1", 1, "lmmcl-0123"),
        new JobSubmitted(3, "trial-llm-rate0.001-seed1", 1, "4711"),
        new JobEnded(4, "trial-llm-rate0.001-seed1", 1, JobOutcome.TimeLimit, new(1), null, "TIMEOUT"),
    ];

    [Fact]
    public void Every_kind_of_event_is_told_in_words()
    {
        var all = SampleExperiments.History("llm", 5).Select(recorded => recorded.What).Concat(RareEvents).ToList();

        Assert.Equal(EventTypes.Default.Names.Count, all.Select(happened => happened.GetType()).Distinct().Count());
        Assert.All(all, happened => Assert.DoesNotContain(happened.GetType().Name, EventSentences.Say(happened)));
    }

    [Fact]
    public void A_line_has_time_sequence_and_sentence()
    {
        var timeline = ReadModels.Fold<Timeline>(SampleExperiments.History("llm", 1));
        var text = string.Concat(timeline.Entries.Select(entry => HistoryText.Line(new("quick-llm", entry))));

        Assert.Contains("2026-03-01 23:57:04       3  Stage 0: the base model is evaluated\n", text);
        Assert.Contains("Stage 1: steps 1 to 100 of 100, loss", text);
    }

    [Fact]
    public void Broken_promises_about_parameters_are_told_by_name()
    {
        var broken = new ParametersVerified(new(1), 9, default, ContentHash.Of("x"), 1, 1, ["model.norm.weight"]);

        Assert.Equal("Stage 1: PARAMETERS NOT AS PROMISED: model.norm.weight", EventSentences.Say(broken));
    }
}
