using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Chain;

/// <summary>The hash chain of one stream, as far as it has been checked.</summary>
internal sealed class StreamChain
{
    private ReadOnlyMemory<byte> hash = EventEnvelope.NoHash.ToArray();

    /// <summary>Number of events taken.</summary>
    internal long Version { get; private set; }

    /// <summary>The fault of the next event; null if there is none.</summary>
    internal BadPosition? FindFault(StoredEvent stored) => FindFault(stored, stored.IsIntact);

    /// <summary>The same for an event whose content was compared with its hash.</summary>
    internal BadPosition? FindFault(StoredEvent stored, bool isIntact)
    {
        if (stored.Version != Version + 1)
            return At(stored, $"version {Version + 1} was expected here.");
        if (!stored.PreviousHash.Span.SequenceEqual(hash.Span))
            return At(stored, "the previous hash is not that of the event before.");
        return isIntact ? null : At(stored, "the content does not match its hash.");
    }

    /// <summary>The fault of the last event by the stream's head; null if there is none, or if this is not the last.</summary>
    internal static BadPosition? FindFault(StoredEvent stored, StreamHead? head) =>
        head?.Version == stored.Version && !head.Hash.Span.SequenceEqual(stored.Hash.Span)
            ? At(stored, "the hash is not that of the stream's head.")
            : null;

    /// <summary>The fault of a stream whose head was read before its events; null if there is none.</summary>
    internal BadPosition? FindFault(StreamHead head) =>
        head.Version > Version ? ShortOf(head)
        : head.Version == Version && !head.Hash.Span.SequenceEqual(hash.Span)
            ? new(head.Stream, head.Version, 0, "the hash is not that of the stream's head.")
            : null;

    /// <summary>Goes on to the next event.</summary>
    internal void Take(StoredEvent stored) => (Version, hash) = (stored.Version, stored.Hash);

    /// <summary>The fault of a stream that ends before its head.</summary>
    internal BadPosition ShortOf(StreamHead head) => new(
        head.Stream,
        Math.Min(head.Version, Version) + 1,
        0,
        $"the stream's head says {head.Version} events, but there are {Version}.");

    private static BadPosition At(StoredEvent stored, string problem) => new(stored.Stream, stored.Version, stored.Sequence, problem);
}
