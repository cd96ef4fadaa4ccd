using System.Collections.Immutable;
using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Queueing;

/// <summary>A queue of experiments: a fold over the events of its stream.</summary>
public sealed record QueueState : IReadModel<QueueState>
{
    // In order of priority.
    private ImmutableList<QueueEntry> open = [];

    // Those that left the queue; a failed one can come back.
    private ImmutableDictionary<string, QueueEntry> ended = ImmutableDictionary.Create<string, QueueEntry>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public static QueueState Empty { get; } = new();

    /// <summary>Number of events so far; the next one has the number after it.</summary>
    public long Events { get; private init; }

    /// <summary>The experiments that run, wait or are paused, in order of priority.</summary>
    public IReadOnlyList<QueueEntry> Open => open;

    /// <summary>The experiments that left the queue, the last one first.</summary>
    public IReadOnlyList<QueueEntry> Ended =>
        [.. ended.Values.OrderByDescending(entry => entry.ChangedAt).ThenBy(entry => entry.Experiment, StringComparer.Ordinal)];

    /// <summary>
    /// The experiments that wait for a slot, in the order in which they run: first those that the service's end interrupted.
    /// </summary>
    public IReadOnlyList<QueueEntry> Waiting =>
        [.. open.Where(entry => entry.Status == QueueStatus.Queued).OrderByDescending(entry => entry.Interrupted)];

    /// <summary>The experiments that run.</summary>
    public IReadOnlyList<QueueEntry> Running => [.. open.Where(entry => entry.Status == QueueStatus.Running)];

    /// <inheritdoc/>
    public static bool Concerns(Type kind) => kind.IsAssignableTo(typeof(IQueueEvent));

    /// <summary>An experiment of the queue, also one that left it; null if it was never submitted.</summary>
    public QueueEntry? Find(string experiment) =>
        open.Find(entry => entry.Experiment == experiment) ?? ended.GetValueOrDefault(experiment);

    /// <inheritdoc/>
    public QueueState Apply(RecordedEvent recorded)
    {
        if (recorded.What is not IQueueEvent happened)
        {
            return this;
        }

        var state = this with { Events = Events + 1 };
        if (happened is ExperimentQueued queued)
        {
            return state.Insert(new QueueEntry(
                queued.Experiment, QueueStatus.Queued, queued.Priority, queued.Specification, recorded.At, recorded.At)
            {
                Runs = Find(queued.Experiment)?.Runs ?? 0,
            });
        }

        return Find(happened.Experiment) is { } entry ? state.Apply(happened, entry with { ChangedAt = recorded.At }) : state;
    }

    private QueueState Apply(IQueueEvent happened, QueueEntry entry) => happened switch
    {
        QueuedExperimentMoved moved => Insert(entry with { Priority = moved.Priority }, moved.Before),
        QueuedExperimentPaused paused => Replace(entry with { Status = QueueStatus.Paused, Reason = paused.Reason, Slot = null }),
        QueuedExperimentResumed when entry.Status == QueueStatus.Failed =>
            Insert(entry with { Status = QueueStatus.Queued, Reason = null, Interrupted = false }),
        QueuedExperimentResumed => Replace(entry with { Status = QueueStatus.Queued, Reason = null }),
        QueuedExperimentTaken taken => Replace(entry with
        {
            Status = QueueStatus.Running,
            Slot = taken.Slot,
            Runs = entry.Runs + 1,
            Interrupted = false,
            Reason = null,
        }),
        QueuedExperimentInterrupted interrupted => Replace(entry with
        {
            Status = QueueStatus.Queued,
            Slot = null,
            Interrupted = true,
            Reason = interrupted.Reason,
        }),
        QueuedExperimentEnded end => this with
        {
            open = open.RemoveAll(other => other.Experiment == entry.Experiment),
            ended = ended.SetItem(entry.Experiment, entry with
            {
                Status = StatusAfter(end.Outcome),
                Slot = null,
                Interrupted = false,
                Reason = end.Reason,
            }),
        },
        _ => this,
    };

    private QueueState Replace(QueueEntry entry) => this with
    {
        open = open.SetItem(open.FindIndex(other => other.Experiment == entry.Experiment), entry),
    };

    /// <summary>Puts an entry before another one, or after all of its priority and above.</summary>
    private QueueState Insert(QueueEntry entry, string? before = null)
    {
        var others = open.RemoveAll(other => other.Experiment == entry.Experiment);
        var place = before is null
            ? others.FindIndex(other => other.Priority < entry.Priority)
            : others.FindIndex(other => other.Experiment == before);
        return this with
        {
            open = others.Insert(place < 0 ? others.Count : place, entry),
            ended = ended.Remove(entry.Experiment),
        };
    }

    private static QueueStatus StatusAfter(QueueOutcome outcome) => outcome switch
    {
        QueueOutcome.Completed => QueueStatus.Completed,
        QueueOutcome.Failed => QueueStatus.Failed,
        _ => QueueStatus.Cancelled,
    };
}
