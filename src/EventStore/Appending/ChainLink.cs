namespace LmmCl.EventStore.Appending;

/// <summary>An event's place in its stream's chain.</summary>
internal readonly record struct ChainLink(long Version, byte[] Previous, byte[] Hash);
