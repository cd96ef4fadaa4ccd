namespace LmmCl.Events;

/// <summary>A stage began. Stage 0 trains nothing: it has no skill and no data.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Skill">The skill that it teaches; null for stage 0.</param>
/// <param name="ParentCheckpoint">Manifest hash of the checkpoint that it starts from; null where that is the base model.</param>
/// <param name="Data">Hash of the training data; null for stage 0.</param>
/// <param name="Samples">Training samples in one epoch.</param>
[EventKind("stage-started", 1)]
public sealed record StageStarted(StageId Stage, string? Skill, ContentHash? ParentCheckpoint, ContentHash? Data, long Samples)
    : IStageEvent;
