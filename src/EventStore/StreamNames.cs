namespace LmmCl.EventStore;

/// <summary>
/// Tells the streams of experiments from those of other records. No experiment has a name with a colon, so no experiment has a stream of
/// another kind.
/// </summary>
public static class StreamNames
{
    /// <summary>True for the stream of an experiment, false for that of a sweep's plans, of a queue or of cluster jobs.</summary>
    public static bool IsExperiment(string stream) =>
        !SweepStreams.Contains(stream) && !QueueStreams.Contains(stream) && !JobStreams.Contains(stream);

    /// <summary>The streams of experiments, ordered by first event.</summary>
    public static async Task<IReadOnlyList<StreamHead>> ListExperimentsAsync(this IEventLog log, CancellationToken ct = default) =>
        [.. (await log.ListStreamsAsync(ct)).Where(head => IsExperiment(head.Stream))];
}
