namespace LmmCl.Events;

/// <summary>The service that ran an experiment ended before the experiment did; it is the first to run again.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Reason">How the service ended.</param>
[EventKind("queued-experiment-interrupted", 1)]
public sealed record QueuedExperimentInterrupted(long Number, string Experiment, string Reason) : IQueueEvent;
