using System.Text;
using System.Text.Json.Serialization;
using JasperFx.Events;
using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// The event body that Marten stores. Stream, version, sequence, id and time are Marten's own columns. The event itself is a string inside
/// the JSON: PostgreSQL's jsonb rewrites objects and numbers but not strings, so the hashed bytes are read back unchanged.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class ChainedEvent
{
    /// <summary>Stable name of the event kind.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Version of its schema.</summary>
    [JsonPropertyName("schema")]
    public required int Schema { get; init; }

    /// <summary>The event as canonical JSON.</summary>
    [JsonPropertyName("data")]
    public required string Data { get; init; }

    /// <summary>Hash of the previous event in the stream, 64 hexadecimal digits.</summary>
    [JsonPropertyName("previous")]
    public required string Previous { get; init; }

    /// <summary>Hash of this event, 64 hexadecimal digits.</summary>
    [JsonPropertyName("hash")]
    public required string Hash { get; init; }

    internal static Event<ChainedEvent> From(in EncodedEvent happened, in ChainLink link) =>
        new(new ChainedEvent
        {
            Kind = happened.Type,
            Schema = happened.SchemaVersion,
            Data = Encoding.UTF8.GetString(happened.Data),
            Previous = Convert.ToHexStringLower(link.Previous),
            Hash = Convert.ToHexStringLower(link.Hash),
        })
        {
            Id = happened.Id,
            Timestamp = happened.Timestamp,
        };

    /// <exception cref="DamagedEventException">The row was not written by this class.</exception>
    internal static StoredEvent Read(IEvent row) =>
        row is { Data: ChainedEvent { Kind: not null, Data: not null } chained, StreamKey: not null }
        ? new(
            row.StreamKey,
            row.Version,
            row.Sequence,
            row.Id,
            chained.Kind,
            chained.Schema,
            row.Timestamp.ToUniversalTime(),
            Encoding.UTF8.GetBytes(chained.Data),
            Bytes(chained.Previous, row.Sequence),
            Bytes(chained.Hash, row.Sequence))
        : throw NotOurs(row.Sequence);

    internal static DamagedEventException NotOurs(long sequence) => new(sequence, "it is not an event of this store.");

    /// <summary>Accepts lower-case digits only: with more than one spelling of a hash, an altered one would pass.</summary>
    internal static byte[] Bytes(string? digits, long sequence)
    {
        if (digits is null || digits.AsSpan().ContainsAnyExcept("0123456789abcdef") || digits.Length % 2 != 0)
            throw new DamagedEventException(sequence, "a hash is not written in hexadecimal digits.");
        return Convert.FromHexString(digits);
    }
}
