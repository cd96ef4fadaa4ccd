namespace LmmCl.EventStore;

/// <summary>The outcome of an append.</summary>
/// <param name="Version">The stream's version after the append.</param>
/// <param name="Appended">Number of events that were new.</param>
/// <param name="LastSequence">Global sequence number of the last new event; 0 if none is new.</param>
public readonly record struct AppendResult(long Version, int Appended, long LastSequence);
