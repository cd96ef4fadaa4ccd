using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Appending;

/// <summary>A new event in the form in which it is stored.</summary>
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
    /// The same event as today's build would have appended it: in today's shape, and under the id that follows from it where the id was
    /// derived.
    /// </summary>
    /// <exception cref="UnknownEventTypeException">It does not have the shape that it says.</exception>
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
