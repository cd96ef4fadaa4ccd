namespace LmmCl.Events;

/// <summary>An experiment went on after a pause, a failure or a crash.</summary>
/// <param name="Attempt">Which run of the experiment this is, counted from 1; the first resume is 2.</param>
/// <param name="Stage">The stage that goes on.</param>
/// <param name="Step">The optimiser step that it goes on from.</param>
[EventKind("experiment-resumed", 1)]
public sealed record ExperimentResumed(int Attempt, StageId Stage, int Step) : IStageEvent;
