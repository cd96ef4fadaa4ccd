namespace LmmCl.Events;

/// <summary>An experiment was stopped on request, its state saved.</summary>
/// <param name="Attempt">Which run of the experiment this was, counted from 1.</param>
/// <param name="Stage">The stage that was interrupted.</param>
/// <param name="Step">Optimiser steps taken in it.</param>
/// <param name="Reason">Who or what asked.</param>
[EventKind("experiment-paused", 1)]
public sealed record ExperimentPaused(int Attempt, StageId Stage, int Step, string Reason) : IStageEvent;
