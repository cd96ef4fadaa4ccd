namespace LmmCl.Events;

/// <summary>A stage is complete: trained, saved, evaluated and probed.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Elapsed">Total time, excluding pauses. Earlier builds recorded only the time of the last session.</param>
[EventKind("stage-completed", 1)]
public sealed record StageCompleted(StageId Stage, TimeSpan Elapsed) : IStageEvent;
