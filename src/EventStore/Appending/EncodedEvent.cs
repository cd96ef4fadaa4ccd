using LmmCl.EventStore.Serialization;

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

    internal bool SaysTheSameAs(EncodedEvent other) =>
        Type == other.Type && SchemaVersion == other.SchemaVersion && Data.AsSpan().SequenceEqual(other.Data);
}
