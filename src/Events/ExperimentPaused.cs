namespace LmmCl.Events;

/// <summary>An experiment was stopped on request and its state saved.</summary>
/// <param name="Attempt">Run of the experiment, counted from 1.</param>
/// <param name="Stage">The stage that was interrupted.</param>
/// <param name="Step">Number of optimiser steps taken in the stage.</param>
/// <param name="Reason">Origin of the request.</param>
[EventKind("experiment-paused", 1)]
public sealed record ExperimentPaused(int Attempt, StageId Stage, int Step, string Reason) : IStageEvent;
