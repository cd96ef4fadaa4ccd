using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore;

/// <summary>An event as it lies in a log.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Sequence">Its place in the whole log, from 1.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Type">Stable name of its kind.</param>
/// <param name="SchemaVersion">Version of its shape.</param>
/// <param name="Timestamp">When it happened, UTC.</param>
/// <param name="Data">The event as canonical JSON in UTF-8.</param>
/// <param name="PreviousHash">Hash of the event before it in the stream; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 of <paramref name="PreviousHash"/> and <see cref="CanonicalBytes"/>.</param>
public sealed record StoredEvent(
    string Stream,
    long Version,
    long Sequence,
    Guid Id,
    string Type,
    int SchemaVersion,
    DateTimeOffset Timestamp,
    ReadOnlyMemory<byte> Data,
    ReadOnlyMemory<byte> PreviousHash,
    ReadOnlyMemory<byte> Hash)
{
    /// <summary>
    /// What the hash covers besides the previous hash: stream, version, type, schema version, timestamp, id and data, as canonical JSON
    /// in UTF-8.
    /// </summary>
    public byte[] CanonicalBytes() => EventEnvelope.CanonicalBytes(Stream, Version, Id, Type, SchemaVersion, Timestamp, Data.Span);

    /// <summary>SHA-256 of the previous hash and <see cref="CanonicalBytes"/>: equal to <see cref="Hash"/> unless altered.</summary>
    internal byte[] ComputeHash() =>
        EventEnvelope.Hash(PreviousHash.Span, Stream, Version, Id, Type, SchemaVersion, Timestamp, Data.Span);

    /// <summary>The event itself, brought to today's shape.</summary>
    /// <exception cref="UnknownEventTypeException">
    /// This build does not know the kind or its schema version; the message names the place.
    /// </exception>
    public IExperimentEvent Decode(EventTypes? types = null)
    {
        try
        {
            return (types ?? EventTypes.Default).Decode(Type, SchemaVersion, Data.Span);
        }
        catch (UnknownEventTypeException unknown)
        {
            throw new UnknownEventTypeException($"Event {Version} of '{Stream}' (sequence {Sequence}): {unknown.Message}", unknown);
        }
    }
}
