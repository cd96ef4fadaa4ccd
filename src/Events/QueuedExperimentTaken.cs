namespace LmmCl.Events;

/// <summary>A slot took an experiment from a queue to run it.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Slot">Number of the slot, counted from 1.</param>
[EventKind("queued-experiment-taken", 1)]
public sealed record QueuedExperimentTaken(long Number, string Experiment, int Slot) : IQueueEvent;
