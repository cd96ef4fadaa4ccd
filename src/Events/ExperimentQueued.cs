namespace LmmCl.Events;

/// <summary>An experiment was submitted to a queue, after all references of its specification were checked.</summary>
/// <param name="Number">Position in the queue's stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Priority">Experiments of a higher priority run first.</param>
/// <param name="Specification">Hash of the stored specification that it is to be run with.</param>
[EventKind("experiment-queued", 1)]
public sealed record ExperimentQueued(long Number, string Experiment, int Priority, ContentHash Specification) : IQueueEvent;
