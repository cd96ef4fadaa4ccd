namespace LmmCl.Events;

/// <summary>A checkpoint is complete on disk, including its manifest, which is written last.</summary>
/// <param name="Stage">The stage that the checkpoint concludes.</param>
/// <param name="Path">Checkpoint folder, relative to the run folder.</param>
/// <param name="Manifest">Hash of the manifest, which identifies the checkpoint.</param>
/// <param name="Tensors">Number of tensors in the delta against the parent.</param>
/// <param name="Bytes">Size on disk.</param>
[EventKind("checkpoint-written", 1)]
public sealed record CheckpointWritten(StageId Stage, string Path, ContentHash Manifest, int Tensors, long Bytes) : IStageEvent;
