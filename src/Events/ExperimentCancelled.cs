namespace LmmCl.Events;

/// <summary>An experiment was given up for good.</summary>
/// <param name="Reason">Why, in words.</param>
[EventKind("experiment-cancelled", 1)]
public sealed record ExperimentCancelled(string Reason) : IExperimentEvent;
