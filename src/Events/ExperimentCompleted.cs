namespace LmmCl.Events;

/// <summary>Every stage is done.</summary>
/// <param name="Elapsed">Time for all of it, pauses left out. Earlier builds wrote that of the last session alone.</param>
[EventKind("experiment-completed", 1)]
public sealed record ExperimentCompleted(TimeSpan Elapsed) : IExperimentEvent;
