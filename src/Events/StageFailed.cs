namespace LmmCl.Events;

/// <summary>A stage ended early; the experiment can be resumed.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Kind">Classified reason.</param>
/// <param name="Message">Reason, as text.</param>
/// <param name="Attempt">Run of the experiment, counted from 1.</param>
[EventKind("stage-failed", 1)]
public sealed record StageFailed(StageId Stage, FailureKind Kind, string Message, int Attempt) : IStageEvent;
