namespace LmmCl.EventStore;

/// <summary>How far a stream has come.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Hash">Hash of its last event: whoever knows it can tell whether anything before was altered.</param>
public sealed record StreamHead(string Stream, long Version, ReadOnlyMemory<byte> Hash);
