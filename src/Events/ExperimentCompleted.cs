namespace LmmCl.Events;

/// <summary>All stages are complete.</summary>
/// <param name="Elapsed">Total time, excluding pauses. Earlier builds recorded only the time of the last session.</param>
[EventKind("experiment-completed", 1)]
public sealed record ExperimentCompleted(TimeSpan Elapsed) : IExperimentEvent;
