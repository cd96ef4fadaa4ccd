using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>
/// The plug is pulled between any two things that a stage does: what was done is not done again, and the end is the same.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class StageBoundaryTests(ShortStage stage) : IClassFixture<ShortStage>
{
    private const string HeldOut = "docvqa";

    [Theory]
    [InlineData(typeof(StageStarted), true)]
    [InlineData(typeof(ParametersSelected), true)]
    [InlineData(typeof(StateSaved), true)]
    [InlineData(typeof(StageTrained), true)]
    [InlineData(typeof(StageTrained), false)]
    public async Task What_was_trained_and_not_written_goes_on_from_the_last_state(Type happened, bool before)
    {
        using var place = stage.Place();

        await CutAndGoOnAsync(place, happened, before);

        var resumed = Assert.Single((await place.HistoryAsync()).OfType<ExperimentResumed>());
        Assert.Equal(happened == typeof(StageTrained) ? ShortStage.Steps : 0, resumed.Step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_checkpoint_is_taken_if_its_event_was_stored_and_made_again_without_a_step_otherwise(bool before)
    {
        using var place = stage.Place();

        await CutAndGoOnAsync(place, typeof(CheckpointWritten), before);

        var history = await place.HistoryAsync();
        Assert.Equal(ShortStage.Steps, history.OfType<TrainingProgressed>().Sum(progressed => progressed.Points.Count));
        Assert.Single(history.OfType<CheckpointWritten>());
    }

    [Theory]
    [InlineData(typeof(BenchmarkScored), true)]
    [InlineData(typeof(BenchmarkScored), false)]
    [InlineData(typeof(ProbeMeasured), true)]
    [InlineData(typeof(StageCompleted), true)]
    [InlineData(typeof(ExperimentCompleted), true)]
    public async Task What_was_measured_is_measured_once(Type happened, bool before)
    {
        using var place = stage.Place();

        await CutAndGoOnAsync(place, happened, before);

        var history = await place.HistoryAsync();
        Assert.Single(history.OfType<CheckpointWritten>());
        Assert.Equal(stage.Unstopped.Scores.Count, history.OfType<BenchmarkScored>().Count());
        Assert.Equal(2, history.OfType<ProbeMeasured>().Count());
        Assert.Single(history.OfType<ExperimentCompleted>());
    }

    [Theory]
    [InlineData("answers/stage-1/docvqa.jsonl.partial")]
    [InlineData("answers/stage-1/docvqa.jsonl")]
    public async Task Answers_that_no_event_names_are_asked_for_again(string answers)
    {
        using var place = stage.Place();
        var file = ShortStage.Write(place);
        var half = answers.EndsWith(".partial", StringComparison.Ordinal);
        var power = new PowerCut { Before = happened => !half && happened is BenchmarkScored { Stage.Number: 1, Benchmark: HeldOut } };
        const int halfOfTheThird = (2 * OneStage.Questions) + 3;
        await CutAsync(place, file, power, half ? new StoppingProgress("stage 1: evaluating", halfOfTheThird, power.Happen) : null);
        var stored = place.PathOf("small", answers);
        var lines = await File.ReadAllLinesAsync(stored);
        const string mark = "nobody would say this";
        await File.WriteAllTextAsync(stored, string.Concat(lines.Select(line => Replied(line, mark) + "\n")));

        await place.RunAsync(file);

        var replies = await File.ReadAllLinesAsync(place.PathOf("small", "answers/stage-1/docvqa.jsonl"));
        Assert.Equal(half ? 3 : OneStage.Questions, lines.Length - 1);
        Assert.Equal(1 + OneStage.Questions, replies.Length);
        Assert.DoesNotContain(replies, line => line.Contains(mark, StringComparison.Ordinal));
        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    private static string Replied(string line, string reply)
    {
        var answer = System.Text.Json.Nodes.JsonNode.Parse(line)!;
        if (answer["reply"] is not null)
        {
            answer["reply"] = reply;
        }

        return answer.ToJsonString();
    }

    /// <summary>Stage 0 has nothing trained; of what every stage has, stage 1's second is meant, so that half of it is done.</summary>
    private static bool Concerns(IExperimentEvent happened, Type type) => happened.GetType() == type && happened switch
    {
        BenchmarkScored scored => scored.Stage.Number == 1 && scored.Benchmark == HeldOut,
        IStageEvent staged => staged.Stage.Number == 1,
        _ => true,
    };

    private async Task CutAndGoOnAsync(Workplace place, Type type, bool before)
    {
        var file = ShortStage.Write(place);
        await CutAsync(place, file, before
            ? new PowerCut { Before = happened => Concerns(happened, type) }
            : new PowerCut { After = happened => Concerns(happened, type) });
        Assert.Equal(before, !(await place.HistoryAsync()).Any(happened => Concerns(happened, type)));

        await place.RunAsync(file);

        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    private static async Task CutAsync(Workplace place, string file, PowerCut power, StoppingProgress? progress = null)
    {
        await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, progress ?? StoppingProgress.Never, power));
        Assert.True(power.Gone);
    }
}
