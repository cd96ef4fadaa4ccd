namespace LmmCl.Events;

/// <summary>An experiment of a queue was put on hold on request; one that runs saves its state and stops.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Reason">Reason, as text.</param>
[EventKind("queued-experiment-paused", 1)]
public sealed record QueuedExperimentPaused(long Number, string Experiment, string Reason) : IQueueEvent;
