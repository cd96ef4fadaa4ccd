namespace LmmCl.Events;

/// <summary>A package or a plugin as it was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Files">Hash over its files.</param>
public sealed record HashedPart(string Id, string Version, ContentHash Files);
