using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Projections;

public sealed class ReadModelTests
{
    private static readonly ExperimentStarted Started = EventExamples.All.OfType<ExperimentStarted>().Single();

    private static List<RecordedEvent> History(params IExperimentEvent[] events) =>
        [.. events.Select((happened, i) => new RecordedEvent(i + 1, i + 1, EventExamples.Noon.AddMinutes(i), happened))];

    private static BenchmarkScored Scored(int stage, double value, double? asPublished = null) => new(
        new(stage), "docvqa", new("anls", 1, "anls", value, asPublished, 100, 2, ContentHash.Of("a"), "a.jsonl"), PromptMode.Default, TimeSpan.Zero);

    [Fact]
    public void The_matrix_begins_with_the_base_model()
    {
        var matrix = ReadModels.Fold<ScoreMatrix>(History(Started, Scored(0, 80), Scored(1, 60.5)));

        Assert.Equal(80, matrix[StageId.Base, "docvqa"]!.Score.Value);
        Assert.Equal(60.5, matrix[new(1), "docvqa"]!.Score.Value);
        Assert.Null(matrix[new(2), "docvqa"]);
        Assert.Equal(["docvqa"], matrix.Names(BenchmarkGroup.HeldOut));
    }

    [Fact]
    public void A_rescored_benchmark_shows_the_new_score_and_keeps_the_old()
    {
        var better = Scored(1, 62).Score with { ScorerVersion = 2 };
        var matrix = ReadModels.Fold<ScoreMatrix>(History(Started, Scored(1, 60), new BenchmarkRescored(new(1), "docvqa", better, 1, "fix", null)));

        var cell = matrix[new(1), "docvqa"]!;
        Assert.Equal((62, 2, 60), (cell.Score.Value, cell.Score.ScorerVersion, cell.Earlier.Single().Value));
    }

    [Theory]
    [InlineData(80.0, null, false)]
    [InlineData(80.0, 80.05, false)]
    [InlineData(80.0, 80.5, true)]
    [InlineData(80.0, 79.0, true)]
    public void A_published_score_that_differs_is_marked(double value, double? asPublished, bool marked) =>
        Assert.Equal(marked, ReadModels.Fold<ScoreMatrix>(History(Scored(1, value, asPublished)))[new(1), "docvqa"]!.PublishedDiffers);

    [Fact]
    public void Work_that_was_taken_up_again_counts_with_its_larger_figures()
    {
        var use = ReadModels.Fold<ResourceUse>(History(
            new ResourcesMeasured(new(1), "train", 700, null), new ResourcesMeasured(new(1), "train", 500, 90),
            new ResourcesMeasured(new(2), "train", 600, 80), new ResourcesMeasured(new(2), "evaluate", 900, null)));

        Assert.Equal((700L, 90L, 900L, null), (use.PeakMemory("train"), use.PeakDevice("train"), use.PeakMemory("evaluate"), use.PeakDevice("evaluate")));
        Assert.Null(use.PeakMemory("probe"));
    }

    [Fact]
    public void A_variant_has_a_row_for_each_stage_beside_the_stages_own()
    {
        var score = Scored(1, 70).Score;
        VariantScored Variant(string name, int stage, double value) =>
            new(new(stage), name, "docvqa", score with { Value = value }, PromptMode.Default, TimeSpan.Zero);

        var scores = ReadModels.Fold<VariantScores>(History(Scored(1, 60), Variant("a", 1, 70), Variant("b", 1, 71), Variant("a", 2, 72), Variant("a", 1, 73)));

        Assert.Equal(
            [73, 72, 71],
            [scores["a", new(1), "docvqa"]!.Score.Value, scores["a", new(2), "docvqa"]!.Score.Value, scores["b", new(1), "docvqa"]!.Score.Value]);
    }

    [Fact]
    public void A_rescored_variant_shows_the_new_score_and_keeps_the_old_and_others_are_as_they_were()
    {
        var score = Scored(1, 70).Score;
        VariantScored Variant(string name) => new(new(1), name, "docvqa", score, PromptMode.AsPublished, TimeSpan.Zero);
        VariantRescored Again(string name, double value) =>
            new(new(1), name, "docvqa", score with { Value = value, ScorerVersion = 2 }, 1, "fix", null);

        var scores = ReadModels.Fold<VariantScores>(History(Variant("a"), Variant("b"), Again("a", 72), Again("a", 74), Again("never scored", 1)));

        var cell = scores["a", new(1), "docvqa"]!;
        Assert.Equal((74, 2, 4L, PromptMode.AsPublished), (cell.Score.Value, cell.Score.ScorerVersion, cell.Sequence, cell.Prompts));
        Assert.Equal([70, 72], cell.Earlier.Select(earlier => earlier.Value));
        Assert.Equal(70, cell.FirstScore.Value);
        Assert.Equal(70, scores["b", new(1), "docvqa"]!.Score.Value);
        Assert.Null(scores["never scored", new(1), "docvqa"]);
    }

    [Fact]
    public void A_paused_and_resumed_experiment_counts_its_attempts_and_ends_completed()
    {
        var history = History(
            Started, new StageStarted(new(1), "cub200", null, null, 10), new ParametersSelected(new(1), 5, 50, [new(ParameterRole.MlpUp, 1, 5)], default, "p"),
            new StateSaved(new(1), 5, "state", default), new ExperimentPaused(1, new(1), 5, "Ctrl-C"), new ExperimentResumed(2, new(1), 5),
            new StageTrained(new(1), 10, 100, 0.5, TimeSpan.FromSeconds(3)), new StageCompleted(new(1), TimeSpan.FromSeconds(4)), new ExperimentCompleted(TimeSpan.FromSeconds(9)));

        Assert.Equal(ExperimentStatus.Paused, ReadModels.Fold<ExperimentSummary>(history.Take(5)).Status);
        Assert.Equal(5, ReadModels.Fold<ExperimentSummary>(history.Take(5)).Stages[new(1)].ResumePoint!.Step);
        var summary = ReadModels.Fold<ExperimentSummary>(history);
        Assert.Equal((ExperimentStatus.Completed, 2, 5L, TimeSpan.FromMinutes(4 + 3)), (summary.Status, summary.Attempts, summary.ParametersTrained, summary.Elapsed));
        Assert.Null(summary.Stages[new(1)].ResumePoint);
    }

    [Fact]
    public void A_failed_stage_is_failed_until_it_goes_on()
    {
        var history = History(
            Started, new StageStarted(new(1), "cub200", null, null, 10), new StageFailed(new(1), FailureKind.Killed, "killed", 1), new ExperimentResumed(2, new(1), 0));

        Assert.Equal(FailureKind.Killed, ReadModels.Fold<ExperimentSummary>(history.Take(3)).Stages[new(1)].Failure!.Kind);
        Assert.Equal(ExperimentStatus.Failed, ReadModels.Fold<ExperimentSummary>(history.Take(3)).Status);
        Assert.Null(ReadModels.Fold<ExperimentSummary>(history).Stages[new(1)].Failure);
    }

    [Fact]
    public void Steps_that_are_reported_again_count_once()
    {
        TrainingPoint At(int step, double loss) => new(step, loss, 1e-3, 1, 10, step);
        var curves = ReadModels.Fold<LearningCurves>(History(
            new TrainingProgressed(new(1), 4, [At(1, 3), At(2, 2)]), new TrainingProgressed(new(1), 4, [At(2, 2.5), At(3, 1)])));

        Assert.Equal([3, 2.5, 1], curves.Stages[new(1)].Values.Select(point => point.Loss));
    }

    [Fact]
    public void Progress_without_anything_in_between_is_one_line_of_the_timeline()
    {
        TrainingProgressed Progress(int stage, int from) => new(new(stage), 9, [new(from, 1, 1, 1, 1, 1), new(from + 1, 1, 1, 1, 1, 1)]);
        var timeline = ReadModels.Fold<Timeline>(History(Started, Progress(1, 1), Progress(1, 3), Progress(1, 5), Progress(2, 1), new StageCompleted(new(2), default)));

        Assert.Equal(4, timeline.Entries.Count);
        var joined = Assert.IsType<TrainingProgressed>(timeline.Entries[1].Happened);
        Assert.Equal([1, 6], joined.Points.Select(point => point.Step));
        Assert.Equal(4, timeline.Entries[1].Sequence);
    }

    [Fact]
    public void A_history_as_of_a_stage_ends_before_the_next_one()
    {
        var history = History(Started, Scored(0, 80), Scored(1, 70), Scored(2, 60), new ExperimentCompleted(default));

        Assert.Equal(3, history.TakeWhile(new AsOf(Stage: new StageId(1)).Includes).Count());
        Assert.Equal(4, history.TakeWhile(new AsOf(Stage: new StageId(2)).Includes).Count());
        Assert.Equal(2, history.TakeWhile(new AsOf(Sequence: 2).Includes).Count());
        Assert.Equal(2, history.TakeWhile(new AsOf(Time: EventExamples.Noon.AddSeconds(90)).Includes).Count());
        Assert.Equal(5, history.TakeWhile(default(AsOf).Includes).Count());
    }
}
