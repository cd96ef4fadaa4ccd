namespace LmmCl.Events;

/// <summary>A checkpoint is complete on disk: its manifest, written last, is there.</summary>
/// <param name="Stage">The stage that it ends.</param>
/// <param name="Path">Its folder, relative to the run folder.</param>
/// <param name="Manifest">Hash of the manifest, which names the checkpoint.</param>
/// <param name="Tensors">Tensors in the delta against the parent.</param>
/// <param name="Bytes">Size on disk.</param>
[EventKind("checkpoint-written", 1)]
public sealed record CheckpointWritten(StageId Stage, string Path, ContentHash Manifest, int Tensors, long Bytes) : IStageEvent;
