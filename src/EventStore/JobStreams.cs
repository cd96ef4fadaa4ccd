namespace LmmCl.EventStore;

/// <summary>Names of the streams of cluster jobs, one per sweep.</summary>
public static class JobStreams
{
    private const string Prefix = "jobs:";

    /// <summary>Name of the stream with the jobs of a sweep.</summary>
    public static string Of(string sweep) => Prefix + sweep;

    /// <summary>True for the stream of a sweep's jobs.</summary>
    public static bool Contains(string stream) => stream.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Name of the sweep whose jobs a stream has.</summary>
    public static string SweepOf(string stream) => stream[Prefix.Length..];

    /// <summary>The streams of jobs, ordered by first event.</summary>
    public static async Task<IReadOnlyList<StreamHead>> ListJobStreamsAsync(this IEventLog log, CancellationToken ct = default) =>
        [.. (await log.ListStreamsAsync(ct)).Where(head => Contains(head.Stream))];
}
