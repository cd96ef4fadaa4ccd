namespace LmmCl.Events;

/// <summary>A waiting experiment got another place in a queue.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Priority">Its priority from now on.</param>
/// <param name="Before">The experiment that it comes directly before; null for the last place among those of its priority.</param>
[EventKind("queued-experiment-moved", 1)]
public sealed record QueuedExperimentMoved(long Number, string Experiment, int Priority, string? Before) : IQueueEvent;
