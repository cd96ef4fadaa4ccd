namespace LmmCl.Events;

/// <summary>Training progressed. Points are batched; there is never one event per step.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="TotalSteps">Total number of optimiser steps in the stage.</param>
/// <param name="Points">Points in order of steps. A step reported again after a resumption replaces the earlier report.</param>
[EventKind("training-progressed", 1)]
public sealed record TrainingProgressed(StageId Stage, int TotalSteps, IReadOnlyList<TrainingPoint> Points) : IStageEvent;
