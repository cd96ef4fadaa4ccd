namespace LmmCl.Events;

/// <summary>A stage is done: trained, on disk, evaluated and probed.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Elapsed">Time for all of it, pauses left out. Earlier builds wrote that of the last session alone.</param>
[EventKind("stage-completed", 1)]
public sealed record StageCompleted(StageId Stage, TimeSpan Elapsed) : IStageEvent;
