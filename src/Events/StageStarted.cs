namespace LmmCl.Events;

/// <summary>A stage started. Stage 0 trains nothing: it has no skill and no data.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Skill">The skill that it teaches; null for stage 0.</param>
/// <param name="ParentCheckpoint">Manifest hash of the parent checkpoint; null if the stage starts from the base model.</param>
/// <param name="Data">Hash of the training data; null for stage 0.</param>
/// <param name="Samples">Number of training samples in one epoch.</param>
[EventKind("stage-started", 1)]
public sealed record StageStarted(StageId Stage, string? Skill, ContentHash? ParentCheckpoint, ContentHash? Data, long Samples)
    : IStageEvent;
