using LmmCl.Events;

namespace LmmCl.Runs.Queueing;

/// <summary>An experiment in a queue.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Status">Its status.</param>
/// <param name="Priority">Experiments of a higher priority run first.</param>
/// <param name="Specification">Hash of the stored specification that it is run with.</param>
/// <param name="SubmittedAt">Time it was submitted.</param>
/// <param name="ChangedAt">Time of the last event about it.</param>
public sealed record QueueEntry(
    string Experiment,
    QueueStatus Status,
    int Priority,
    ContentHash Specification,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ChangedAt)
{
    /// <summary>Number of times that a slot has taken it.</summary>
    public int Runs { get; init; }

    /// <summary>Number of the slot that runs it, counted from 1; null if none does.</summary>
    public int? Slot { get; init; }

    /// <summary>True if the service ended while it ran: it is the first to run again.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Reason for which it is paused, failed, cancelled or interrupted; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>True if it waits for a slot or for being resumed.</summary>
    public bool IsWaiting => Status is QueueStatus.Queued or QueueStatus.Paused;
}
