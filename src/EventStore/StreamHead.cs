namespace LmmCl.EventStore;

/// <summary>The end of a stream.</summary>
/// <param name="Stream">Name of the stream.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Hash">Hash of its last event; enough to detect any change to earlier events.</param>
public sealed record StreamHead(string Stream, long Version, ReadOnlyMemory<byte> Hash);
