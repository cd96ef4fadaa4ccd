namespace LmmCl.EventStore;

/// <summary>Names of the streams of sweeps' plans.</summary>
public static class SweepStreams
{
    private const string Prefix = "sweep:";

    /// <summary>Name of the stream with a sweep's plans.</summary>
    public static string Of(string sweep) => Prefix + sweep;

    /// <summary>True for the stream of a sweep's plans.</summary>
    public static bool Contains(string stream) => stream.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The streams of sweeps' plans, ordered by first event.</summary>
    public static async Task<IReadOnlyList<StreamHead>> ListSweepsAsync(this IEventLog log, CancellationToken ct = default) =>
        [.. (await log.ListStreamsAsync(ct)).Where(head => Contains(head.Stream))];
}
