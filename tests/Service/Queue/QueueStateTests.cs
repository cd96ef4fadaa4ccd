using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Queueing;

namespace LmmCl.Service.Tests.Queue;

public sealed class QueueStateTests
{
    private static readonly DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<RecordedEvent> history = [];

    private QueueState State => ReadModels.Fold<QueueState>(history);

    [Fact]
    public void Higher_priorities_come_first_and_equal_ones_in_order_of_submission()
    {
        Submit("a", 0);
        Submit("b", 5);
        Submit("c", 0);
        Submit("d", 5);
        Submit("e", -1);

        Assert.Equal(["b", "d", "a", "c", "e"], Waiting());
    }

    [Fact]
    public void A_moved_experiment_comes_before_another_or_last_of_its_new_priority()
    {
        Submit("a", 0);
        Submit("b", 0);
        Submit("c", 5);
        Record(number => new QueuedExperimentMoved(number, "b", 0, "a"));
        Assert.Equal(["c", "b", "a"], Waiting());

        Record(number => new QueuedExperimentMoved(number, "a", 5, null));

        Assert.Equal(["c", "a", "b"], Waiting());
    }

    [Fact]
    public void What_the_end_of_a_service_interrupted_is_the_first_to_run_again()
    {
        Submit("a", 0);
        Take("a");
        Submit("urgent", 9);
        Record(number => new QueuedExperimentInterrupted(number, "a", "killed"));

        Assert.Equal(["a", "urgent"], Waiting());
    }

    [Fact]
    public void Paused_experiments_keep_their_place_and_failed_ones_lose_it()
    {
        Submit("a", 0);
        Submit("b", 0);
        Submit("c", 0);
        Record(number => new QueuedExperimentPaused(number, "a", "lunch"));
        Take("b");
        Record(number => new QueuedExperimentEnded(number, "b", QueueOutcome.Failed, "out of memory"));
        Assert.Equal(["c"], Waiting());
        Assert.Equal((QueueStatus.Paused, "lunch"), (State.Find("a")!.Status, State.Find("a")!.Reason));
        Assert.Equal((QueueStatus.Failed, "out of memory"), (State.Find("b")!.Status, State.Find("b")!.Reason));

        Record(number => new QueuedExperimentResumed(number, "a"));
        Record(number => new QueuedExperimentResumed(number, "b"));

        Assert.Equal(["a", "c", "b"], Waiting());
    }

    [Fact]
    public void A_run_that_ends_while_it_is_asked_to_stop_has_ended()
    {
        Submit("a", 0);
        Take("a");
        Record(number => new QueuedExperimentEnded(number, "a", QueueOutcome.Cancelled, "wrong rate"));
        Assert.NotNull(Obstacle(number => new QueuedExperimentEnded(number, "a", QueueOutcome.Failed, "its host stopped it")));

        Record(number => new QueuedExperimentEnded(number, "a", QueueOutcome.Completed, null));

        Assert.Equal(QueueStatus.Completed, State.Find("a")!.Status);
    }

    [Fact]
    public void What_cannot_happen_is_refused_with_the_reason()
    {
        Submit("a", 0);
        Submit("b", 3);
        Assert.Equal("it is in the queue already: it waits for a slot.", Obstacle(number => new ExperimentQueued(number, "a", 0, default)));
        Assert.Equal("it is not in the queue.", Obstacle(number => new QueuedExperimentPaused(number, "c", "lunch")));
        Assert.Equal("it waits for a slot.", Obstacle(number => new QueuedExperimentResumed(number, "a")));
        Assert.Equal("it has not run.", Obstacle(number => new QueuedExperimentEnded(number, "a", QueueOutcome.Completed, null)));
        Assert.Equal("it cannot come before itself.", Obstacle(number => new QueuedExperimentMoved(number, "a", 0, "a")));
        Assert.Equal("it has priority 0, 'b' has 3.", Obstacle(number => new QueuedExperimentMoved(number, "a", 0, "b")));
        Assert.Equal("it is event 7 of the queue, 3 comes next.", State.FindObstacle(new QueuedExperimentResumed(7, "a")));
        Take("a");
        Assert.Equal("it is running.", Obstacle(number => new QueuedExperimentMoved(number, "a", 4, null)));
        Record(number => new QueuedExperimentEnded(number, "a", QueueOutcome.Completed, null));
        Assert.Equal("it is complete.", Obstacle(number => new ExperimentQueued(number, "a", 0, default)));
        Assert.Equal("it is complete.", Obstacle(number => new QueuedExperimentEnded(number, "a", QueueOutcome.Cancelled, "late")));
    }

    [Fact]
    public void An_audit_finds_queue_events_that_cannot_follow_and_events_of_other_kinds()
    {
        Submit("a", 0);
        Take("a");
        Assert.Empty(RecordedRules.OfQueue("queue:main", history));

        Record(number => new QueuedExperimentTaken(number, "a", 2));
        history.Add(new RecordedEvent(4, 4, noon, new ExperimentCancelled("elsewhere")));

        var faults = RecordedRules.OfQueue("queue:main", history);
        Assert.Equal(2, faults.Count);
        Assert.Equal("stream 'queue:main', sequence 3: 'a' cannot do this then: it is running.", faults[0].ToString());
        Assert.Contains("not an event of a queue", faults[1].Problem, StringComparison.Ordinal);
    }

    private string[] Waiting() => [.. State.Waiting.Select(entry => entry.Experiment)];

    private void Submit(string experiment, int priority) =>
        Record(number => new ExperimentQueued(number, experiment, priority, ContentHash.Of(experiment)));

    private void Take(string experiment) => Record(number => new QueuedExperimentTaken(number, experiment, 1));

    private void Record(Func<long, IQueueEvent> happening)
    {
        var number = history.Count + 1;
        history.Add(new RecordedEvent(number, number, noon.AddSeconds(number), happening(number)));
    }

    private string? Obstacle(Func<long, IQueueEvent> happening) => State.FindObstacle(happening(State.Events + 1));
}
