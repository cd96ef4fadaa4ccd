namespace LmmCl.Events;

/// <summary>An experiment left a queue.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">The error of a failed one, the reason of a cancelled one; null for a completed one.</param>
[EventKind("queued-experiment-ended", 1)]
public sealed record QueuedExperimentEnded(long Number, string Experiment, QueueOutcome Outcome, string? Reason) : IQueueEvent;
