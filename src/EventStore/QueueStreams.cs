namespace LmmCl.EventStore;

/// <summary>Names of the streams of queues. Services that share a store have a queue each.</summary>
public static class QueueStreams
{
    private const string Prefix = "queue:";

    /// <summary>Name of a queue's stream.</summary>
    public static string Of(string queue) => Prefix + queue;

    /// <summary>True for the stream of a queue.</summary>
    public static bool Contains(string stream) => stream.StartsWith(Prefix, StringComparison.Ordinal);
}
