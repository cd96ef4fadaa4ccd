namespace LmmCl.Events;

/// <summary>An experiment was cancelled permanently.</summary>
/// <param name="Reason">Reason, as text.</param>
[EventKind("experiment-cancelled", 1)]
public sealed record ExperimentCancelled(string Reason) : IExperimentEvent;
