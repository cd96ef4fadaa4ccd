namespace LmmCl.EventStore;

/// <summary>Where a log stops being what was written.</summary>
/// <param name="Stream">The stream; null where the place belongs to none.</param>
/// <param name="Version">Place in the stream; 0 where that is not known.</param>
/// <param name="Sequence">Place in the whole log; 0 where that is not known.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record BadPosition(string? Stream, long Version, long Sequence, string Problem)
{
    /// <summary>A fault of the store's files, tables or guards, beside its events.</summary>
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
