namespace LmmCl.Modeling.Artifacts;

/// <summary>The result of copying a checkpoint.</summary>
/// <param name="Size">Size of the checkpoint in bytes.</param>
/// <param name="Added">Bytes of it that were not stored before.</param>
public sealed record CopiedCheckpoint(long Size, long Added);
