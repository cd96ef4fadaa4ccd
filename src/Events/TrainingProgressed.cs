namespace LmmCl.Events;

/// <summary>Training went on: a batch of points, never one event per step.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="TotalSteps">Optimiser steps that the stage will take.</param>
/// <param name="Points">Points in order of steps. A step that is reported again after a resume replaces the earlier report.</param>
[EventKind("training-progressed", 1)]
public sealed record TrainingProgressed(StageId Stage, int TotalSteps, IReadOnlyList<TrainingPoint> Points) : IStageEvent;
