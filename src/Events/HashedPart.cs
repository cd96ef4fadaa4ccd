namespace LmmCl.Events;

/// <summary>A package or plugin in use.</summary>
/// <param name="Id">Id of the part.</param>
/// <param name="Version">Version of the part.</param>
/// <param name="Files">Hash over its files.</param>
public sealed record HashedPart(string Id, string Version, ContentHash Files);
