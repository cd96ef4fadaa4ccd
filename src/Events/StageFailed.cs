namespace LmmCl.Events;

/// <summary>A stage ended early; the experiment can be resumed.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Kind">Why, classified.</param>
/// <param name="Message">Why, in words.</param>
/// <param name="Attempt">Which run of the experiment this was, counted from 1.</param>
[EventKind("stage-failed", 1)]
public sealed record StageFailed(StageId Stage, FailureKind Kind, string Message, int Attempt) : IStageEvent;
