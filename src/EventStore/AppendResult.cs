namespace LmmCl.EventStore;

/// <summary>What an append did.</summary>
/// <param name="Version">The stream's version afterwards.</param>
/// <param name="Appended">Events that are new.</param>
/// <param name="LastSequence">Global sequence number of the last new event; 0 if none is new.</param>
public readonly record struct AppendResult(long Version, int Appended, long LastSequence);
