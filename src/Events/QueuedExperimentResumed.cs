namespace LmmCl.Events;

/// <summary>A paused or failed experiment was put back into a queue on request.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
[EventKind("queued-experiment-resumed", 1)]
public sealed record QueuedExperimentResumed(long Number, string Experiment) : IQueueEvent;
