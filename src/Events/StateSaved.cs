namespace LmmCl.Events;

/// <summary>Training state is safe on disk; a resume starts from here.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Step">Optimiser steps taken so far.</param>
/// <param name="Path">The state's folder, relative to the run folder.</param>
/// <param name="Manifest">Hash of its manifest.</param>
[EventKind("state-saved", 1)]
public sealed record StateSaved(StageId Stage, int Step, string Path, ContentHash Manifest) : IStageEvent;
