using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Projections;

public sealed class WorkingTimeTests
{
    private static readonly ExperimentStarted Started = EventExamples.All.OfType<ExperimentStarted>().Single();

    private static readonly StageId One = new(1);

    [Fact]
    public void Time_between_a_pause_and_the_resumption_does_not_count()
    {
        var worked = ReadModels.Fold<WorkingTime>(At(Paused()));

        Assert.Equal(TimeSpan.FromSeconds(40 + 25), worked.Total);
        Assert.Equal(TimeSpan.FromSeconds(30 + 24), worked[One]);
        Assert.Equal(TimeSpan.FromSeconds(9), worked[StageId.Base]);
    }

    [Fact]
    public void A_session_that_was_killed_counts_up_to_its_last_event()
    {
        var worked = ReadModels.Fold<WorkingTime>(At(
            (0, Started), (5, Stage(One)), (25, new StateSaved(One, 3, "state", ContentHash.Of("m"))),
            (900, new ExperimentResumed(2, One, 3)), (907, new StageCompleted(One, TimeSpan.FromSeconds(7)))));

        Assert.Equal((TimeSpan.FromSeconds(32), TimeSpan.FromSeconds(27)), (worked.Total, worked[One]));
    }

    [Fact]
    public void Scoring_anew_long_after_the_end_is_no_time_of_the_experiment()
    {
        var score = EventExamples.All.OfType<BenchmarkRescored>().First();
        var history = At([.. Paused(), (90_000, score), (90_001, new ExperimentCancelled("tidied up"))]);

        Assert.Equal(TimeSpan.FromSeconds(65), ReadModels.Fold<WorkingTime>(history).Total);
    }

    [Fact]
    public void Clocks_that_were_set_back_take_no_time_away()
    {
        var worked = ReadModels.Fold<WorkingTime>(At((100, Started), (110, Stage(One)), (50, Stage(One)), (112, Stage(One))));

        Assert.Equal(TimeSpan.FromSeconds(12), worked.Total);
    }

    [Fact]
    public void Events_that_tell_the_last_session_alone_are_summed_with_those_before()
    {
        var summary = ReadModels.Fold<ExperimentSummary>(At(Paused()));

        Assert.Equal(TimeSpan.FromSeconds(65), summary.Elapsed);
        Assert.Equal(TimeSpan.FromSeconds(54), summary.Stages[One].Elapsed);
        Assert.Equal(TimeSpan.FromSeconds(9.5), summary.Stages[StageId.Base].Elapsed);
    }

    [Fact]
    public void Without_a_resumption_the_time_is_what_its_events_tell_to_the_digit()
    {
        var told = TimeSpan.FromSeconds(10.25);
        var summary = ReadModels.Fold<ExperimentSummary>(At(
            (0, Started), (0, Stage(One)), (11, new StageCompleted(One, told)), (11, new ExperimentCompleted(told))));

        Assert.Equal((told, told), (summary.Elapsed, summary.Stages[One].Elapsed));
    }

    private static StageStarted Stage(StageId stage) => new(stage, stage == StageId.Base ? null : "clock", null, null, 4);

    /// <summary>Stage 0, then a stage that is paused after 30 seconds and takes 24 more after an hour; its ends tell the last session.</summary>
    private static (double Seconds, IExperimentEvent What)[] Paused() =>
    [
        (0, Started), (1, Stage(StageId.Base)), (10, new StageCompleted(StageId.Base, TimeSpan.FromSeconds(9.5))), (10, Stage(One)),
        (40, new ExperimentPaused(1, One, 3, "stopped on request")), (3640, new ExperimentResumed(2, One, 3)),
        (3664, new StageCompleted(One, TimeSpan.FromSeconds(24))), (3665, new ExperimentCompleted(TimeSpan.FromSeconds(25))),
    ];

    private static List<RecordedEvent> At(params (double Seconds, IExperimentEvent What)[] events) =>
        [.. events.Select((happened, i) => new RecordedEvent(i + 1, i + 1, EventExamples.Noon.AddSeconds(happened.Seconds), happened.What))];
}
