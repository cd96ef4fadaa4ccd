namespace LmmCl.Events;

/// <summary>An experiment resumed after a pause, a failure or a crash.</summary>
/// <param name="Attempt">Run of the experiment, counted from 1; the first resumption is 2.</param>
/// <param name="Stage">The stage that resumes.</param>
/// <param name="Step">The optimiser step from which it resumes.</param>
[EventKind("experiment-resumed", 1)]
public sealed record ExperimentResumed(int Attempt, StageId Stage, int Step) : IStageEvent;
