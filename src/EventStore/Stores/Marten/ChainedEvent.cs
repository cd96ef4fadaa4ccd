using System.Text;
using System.Text.Json.Serialization;
using JasperFx.Events;
using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// What Marten stores of an event. Stream, version, sequence, id and time are Marten's own columns. The event itself is a text inside the
/// JSON: PostgreSQL's jsonb rewrites objects and numbers, but leaves texts alone, so the hashed bytes come back as they were.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class ChainedEvent
{
    /// <summary>Stable name of its kind.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Version of its shape.</summary>
    [JsonPropertyName("schema")]
    public required int Schema { get; init; }

    /// <summary>The event as canonical JSON.</summary>
    [JsonPropertyName("data")]
    public required string Data { get; init; }

    /// <summary>Hash of the event before it in the stream, 64 hexadecimal digits.</summary>
    [JsonPropertyName("previous")]
    public required string Previous { get; init; }

    /// <summary>Its own hash, 64 hexadecimal digits.</summary>
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

    /// <exception cref="DamagedEventException">The row is not one that this class has written.</exception>
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

    /// <summary>Lower-case digits only: a hash has one spelling, or an altered one would pass.</summary>
    internal static byte[] Bytes(string? digits, long sequence)
    {
        if (digits is null || digits.AsSpan().ContainsAnyExcept("0123456789abcdef") || digits.Length % 2 != 0)
            throw new DamagedEventException(sequence, "a hash is not written in hexadecimal digits.");
        return Convert.FromHexString(digits);
    }
}
