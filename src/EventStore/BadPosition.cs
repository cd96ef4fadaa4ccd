namespace LmmCl.EventStore;

/// <summary>The first position where a log is not as it was written.</summary>
/// <param name="Stream">The stream; null if the fault is not in a stream.</param>
/// <param name="Version">Position in the stream; 0 if unknown.</param>
/// <param name="Sequence">Position in the whole log; 0 if unknown.</param>
/// <param name="Problem">Description of the fault.</param>
public sealed record BadPosition(string? Stream, long Version, long Sequence, string Problem)
{
    /// <summary>A fault in the store's files, tables or guards rather than in its events.</summary>
    internal static BadPosition OfStore(string problem) => new(null, 0, 0, problem);

    /// <inheritdoc/>
    public override string ToString() => (Stream, Sequence) switch
    {
        (null, 0) => $"the store itself: {Problem}",
        (null, _) => $"sequence {Sequence}: {Problem}",
        (_, 0) when Version == 0 => $"stream '{Stream}': {Problem}",
        (_, 0) => $"stream '{Stream}' version {Version}: {Problem}",
        _ => $"stream '{Stream}' version {Version} (sequence {Sequence}): {Problem}",
    };
}
