using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Jobs;

namespace LmmCl.Slurm.Tests.Jobs;

public sealed class JobsStateTests
{
    private JobsState state = JobsState.Empty;

    private JobEntry Birds => state.Find("birds")!;

    [Fact]
    public void An_experiment_is_submitted_once_at_a_time()
    {
        Plan();
        Assert.True(Birds.IsToSubmit);

        Submit(1);

        Assert.False(Birds.IsToSubmit);
        Assert.Equal("submission 1 of 'birds' has not ended.", state.FindObstacle(new JobAnnounced(4, "birds", 2, "other")));
    }

    [Fact]
    public void A_failure_is_sent_again_once_and_not_after_it_came_twice()
    {
        Plan();
        Submit(1);
        End(1, JobOutcome.NodeFailed, 2);
        Assert.True(Birds.IsToSubmit);
        Submit(2);
        End(2, JobOutcome.NodeFailed, 2);

        Assert.False(Birds.IsToSubmit);
        Assert.Equal("it broke (the same 2 times in a row)", Birds.GivenUp);
        Assert.True(state.IsOver);
    }

    [Theory]
    [InlineData(JobOutcome.NodeFailed, 3)]
    [InlineData(JobOutcome.OutOfMemory, 2)]
    public void Failures_of_two_kinds_or_stages_are_not_the_same(JobOutcome outcome, int stage)
    {
        Plan();
        Submit(1);
        End(1, JobOutcome.NodeFailed, 2);
        Submit(2);
        End(2, outcome, stage);

        Assert.True(Birds.IsToSubmit);
    }

    [Theory]
    [InlineData(JobOutcome.Cancelled)]
    [InlineData(JobOutcome.Refused)]
    [InlineData(JobOutcome.RequeuedTooOften)]
    public void What_another_job_would_not_change_is_not_sent_again(JobOutcome outcome)
    {
        Plan();
        Submit(1);
        End(1, outcome, 1);

        Assert.Equal("it broke", Birds.GivenUp);
    }

    [Fact]
    public void A_new_plan_sends_again_what_was_given_up_and_leaves_open_jobs_alone()
    {
        Plan("birds", "fish");
        Submit(1, "fish");
        Submit(1);
        End(1, JobOutcome.Cancelled, 1);

        Plan("birds", "fish");

        Assert.True(Birds.IsToSubmit);
        Assert.True(state.Find("fish")!.IsOpen);
        Assert.Equal("it is submission 1 of 'birds', 2 comes next.", state.FindObstacle(new JobAnnounced(state.Events + 1, "birds", 1, "key")));
    }

    [Fact]
    public void A_plan_with_a_limit_is_full_when_as_many_jobs_are_open()
    {
        Record(new JobsPlanned(1, "trial", default, 1, ["birds", "fish"]));
        Assert.False(state.IsFull);

        Submit(1);

        Assert.True(state.IsFull);
    }

    private void Plan(params string[] experiments) =>
        Record(new JobsPlanned(state.Events + 1, "trial", default, null, experiments.Length > 0 ? experiments : ["birds"]));

    private void Submit(int submission, string experiment = "birds")
    {
        Record(new JobAnnounced(state.Events + 1, experiment, submission, $"key-{submission}"));
        Record(new JobSubmitted(state.Events + 1, experiment, submission, $"{40 + submission}"));
    }

    private void End(int submission, JobOutcome outcome, int stage) =>
        Record(new JobEnded(state.Events + 1, "birds", submission, outcome, new StageId(stage), null, "it broke"));

    private void Record(IJobEvent happened)
    {
        Assert.Null(state.FindObstacle(happened));
        state = state.Apply(new RecordedEvent(0, happened.Number, DateTimeOffset.UtcNow, happened));
    }
}
