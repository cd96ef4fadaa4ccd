namespace LmmCl.Events;

/// <summary>Training state was written to disk; a resumed run starts from it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Step">Number of optimiser steps taken so far.</param>
/// <param name="Path">Folder of the state, relative to the run folder.</param>
/// <param name="Manifest">Hash of the state's manifest.</param>
[EventKind("state-saved", 1)]
public sealed record StateSaved(StageId Stage, int Step, string Path, ContentHash Manifest) : IStageEvent;
