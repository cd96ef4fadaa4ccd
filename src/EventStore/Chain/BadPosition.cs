namespace LmmCl.EventStore.Chain;

/// <summary>Where a log stops being what was written.</summary>
/// <param name="Stream">The stream; null where the place belongs to none.</param>
/// <param name="Version">Place in the stream; 0 where that is not known.</param>
/// <param name="Sequence">Place in the whole log; 0 where that is not known.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record BadPosition(string? Stream, long Version, long Sequence, string Problem)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var place = Stream is null ? $"sequence {Sequence}" : Sequence == 0 ? $"stream '{Stream}' version {Version}" : $"stream '{Stream}' version {Version} (sequence {Sequence})";
        return $"{place}: {Problem}";
    }
}
