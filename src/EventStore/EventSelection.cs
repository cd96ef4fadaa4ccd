namespace LmmCl.EventStore;

/// <summary>The part of a log that a reader has use for; a store leaves the rest where it is.</summary>
/// <param name="Stream">Events of this stream; null for those of all streams.</param>
/// <param name="UntilSequence">Last sequence number that counts; null for as far as the log has come.</param>
/// <param name="Without">Names of kinds that are left out.</param>
public sealed record EventSelection(string? Stream = null, long? UntilSequence = null, IReadOnlyCollection<string>? Without = null);
