namespace LmmCl.EventStore;

/// <summary>A filter on a log; the store does not read events outside it.</summary>
/// <param name="Stream">Only events of this stream; null for all streams.</param>
/// <param name="UntilSequence">Last sequence number to include; null for no limit.</param>
/// <param name="Without">Names of event kinds to leave out.</param>
public sealed record EventSelection(string? Stream = null, long? UntilSequence = null, IReadOnlyCollection<string>? Without = null);
