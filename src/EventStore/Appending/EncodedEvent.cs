using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Appending;

/// <summary>A new event in its stored form.</summary>
internal readonly record struct EncodedEvent(Guid Id, string Type, int SchemaVersion, DateTimeOffset Timestamp, byte[] Data)
{
    internal static EncodedEvent From(string stream, NewEvent happened, EventTypes types)
    {
        if (happened.Timestamp == default)
            throw new ArgumentException("An event has no time.", nameof(happened));
        var kind = types.KindOf(happened.Data);
        var data = types.Encode(happened.Data);
        var id = happened.Id ?? EventIds.Derive(stream, kind.Name, kind.SchemaVersion, data);
        return new(id, kind.Name, kind.SchemaVersion, Timestamps.Trim(happened.Timestamp), data);
    }

    /// <summary>
    /// The same event as the current build would have appended it: with the current schema and, if its id was derived, with the id that
    /// follows from that.
    /// </summary>
    /// <exception cref="UnknownEventTypeException">The data does not match the schema version it declares.</exception>
    internal EncodedEvent InTodaysShape(string stream, EventTypes types)
    {
        if (!types.IsOld(Type, SchemaVersion))
            return this;
        var today = types.Decode(Type, SchemaVersion, Data);
        var (version, data) = (types.KindOf(today).SchemaVersion, types.Encode(today));
        var wasDerived = Id == EventIds.Derive(stream, Type, SchemaVersion, Data);
        return new(wasDerived ? EventIds.Derive(stream, Type, version, data) : Id, Type, version, Timestamp, data);
    }

    internal bool HasSameContent(EncodedEvent other) =>
        Type == other.Type && SchemaVersion == other.SchemaVersion && Data.AsSpan().SequenceEqual(other.Data);
}
