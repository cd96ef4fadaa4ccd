using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore;

/// <summary>An event as stored in a log.</summary>
/// <param name="Stream">Name of its stream.</param>
/// <param name="Version">Position in the stream, from 1.</param>
/// <param name="Sequence">Position in the whole log, from 1.</param>
/// <param name="Id">The event id.</param>
/// <param name="Type">Stable name of the event kind.</param>
/// <param name="SchemaVersion">Version of its schema.</param>
/// <param name="Timestamp">Time of the event, UTC.</param>
/// <param name="Data">The event as canonical JSON in UTF-8.</param>
/// <param name="PreviousHash">Hash of the previous event in the stream; 32 zero bytes for the first.</param>
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
    /// The hashed content besides the previous hash: stream, version, type, schema version, timestamp, id and data, as canonical JSON in
    /// UTF-8.
    /// </summary>
    public byte[] CanonicalBytes() => EventEnvelope.CanonicalBytes(Stream, Version, Id, Type, SchemaVersion, Timestamp, Data.Span);

    /// <summary>True if the id follows from stream, kind and content, as it does for every event that this program records.</summary>
    public bool HasDerivedId => Id == EventIds.Derive(Stream, Type, SchemaVersion, Data.Span);

    /// <summary>True if <see cref="Hash"/> is the SHA-256 of the previous hash and <see cref="CanonicalBytes"/>.</summary>
    internal bool IsIntact
    {
        get
        {
            Span<byte> hash = stackalloc byte[EventEnvelope.HashLength];
            EventEnvelope.Hash(PreviousHash.Span, Stream, Version, Id, Type, SchemaVersion, Timestamp, Data.Span, hash);
            return Hash.Span.SequenceEqual(hash);
        }
    }

    /// <summary>Decodes the event, upgraded to the current schema.</summary>
    /// <exception cref="UnknownEventTypeException">
    /// This build does not know the kind or its schema version; the message names the position.
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
