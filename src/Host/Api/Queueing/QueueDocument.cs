using LmmCl.Runs.Progress;
using LmmCl.Runs.Queueing;

namespace LmmCl.Host.Api.Queueing;

/// <summary>The answer of <c>/api/queue</c>.</summary>
/// <param name="Items">The experiments that run, then those that wait in the order in which they run, then paused and failed ones.</param>
/// <param name="Running">Number of experiments that run.</param>
/// <param name="Paused">Number of paused experiments.</param>
internal sealed record QueueDocument(IReadOnlyList<QueueItem> Items, int Running, int Paused)
{
    /// <summary>Describes the current state.</summary>
    public static QueueDocument Of(QueueState state, IRunningExperiments running)
    {
        var waiting = state.Waiting;
        QueueEntry[] shown =
        [
            .. state.Running,
            .. waiting,
            .. state.Open.Where(entry => entry.Status == QueueStatus.Paused),
            .. state.Ended.Where(entry => entry.Status == QueueStatus.Failed),
        ];
        return new QueueDocument(
            [.. shown.Select(entry => QueueItem.Of(entry, waiting, running))],
            state.Running.Count,
            state.Open.Count(entry => entry.Status == QueueStatus.Paused));
    }
}

/// <summary>An experiment of the queue.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="State">Its status: queued, running, paused, failed, completed or cancelled.</param>
/// <param name="Priority">Experiments of a higher priority run first.</param>
/// <param name="Position">Place among those that wait for a slot, counted from 1; null if it does not.</param>
/// <param name="SubmittedAt">Time it was submitted.</param>
/// <param name="ChangedAt">Time of the last change.</param>
/// <param name="Reason">Why it is paused, failed, cancelled or interrupted; null otherwise.</param>
/// <param name="Slot">The slot that works on it, also while a paused one saves its state; null if none does.</param>
/// <param name="Progress">The piece of work in progress; null if there is none.</param>
internal sealed record QueueItem(
    string Experiment,
    QueueStatus State,
    int Priority,
    int? Position,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ChangedAt,
    string? Reason,
    int? Slot,
    WorkInProgress? Progress)
{
    /// <summary>Describes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="waiting">The experiments that wait for a slot, in order.</param>
    /// <param name="running">The experiments in the slots.</param>
    public static QueueItem Of(QueueEntry entry, IReadOnlyList<QueueEntry> waiting, IRunningExperiments running)
    {
        var place = waiting.Index().Where(item => item.Item.Experiment == entry.Experiment).Select(item => (int?)item.Index + 1);
        var slot = running.Find(entry.Experiment);
        return new QueueItem(
            entry.Experiment,
            entry.Status,
            entry.Priority,
            place.FirstOrDefault(),
            entry.SubmittedAt,
            entry.ChangedAt,
            entry.Reason,
            slot?.Slot,
            slot?.Progress);
    }
}
