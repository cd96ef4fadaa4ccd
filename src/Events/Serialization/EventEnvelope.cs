using System.Globalization;
using System.Text.Json;
using LmmCl.Events.Serialization;

namespace LmmCl.Events.Serialization;

/// <summary>Content covered by the hash chain: one JSON object with its keys in ordinal order around the event's canonical JSON.</summary>
internal static class EventEnvelope
{
    internal static ReadOnlySpan<byte> NoHash => new byte[HashLength];

    internal const int HashLength = 32;

    /// <summary>Bytes reserved for everything except data, stream and type: punctuation, hash, id, time and two numbers.</summary>
    private const int FixedRoom = 256;

    [ThreadStatic]
    private static byte[]? scratch;

    [ThreadStatic]
    private static (string Text, JsonEncodedText Encoded) lastStream, lastType;

    internal static byte[] CanonicalBytes(
        string stream, long version, Guid id, string type, int schemaVersion, DateTimeOffset timestamp, ReadOnlySpan<byte> data) =>
        Write([], stream, version, id, type, schemaVersion, timestamp, data).ToArray();

    /// <summary>Writes the SHA-256 of the previous hash and the canonical bytes to <paramref name="hash"/>.</summary>
    internal static void Hash(
        ReadOnlySpan<byte> previous,
        string stream,
        long version,
        Guid id,
        string type,
        int schemaVersion,
        DateTimeOffset timestamp,
        ReadOnlySpan<byte> data,
        Span<byte> hash) =>
        ThreadSha256.Hash(Write(previous, stream, version, id, type, schemaVersion, timestamp, data), hash);

    private static ReadOnlySpan<byte> Write(
        ReadOnlySpan<byte> prefix,
        string stream,
        long version,
        Guid id,
        string type,
        int schemaVersion,
        DateTimeOffset timestamp,
        ReadOnlySpan<byte> data)
    {
        if (lastStream.Text != stream)
            lastStream = (stream, JsonEncodedText.Encode(stream, CanonicalJson.WriterOptions.Encoder));
        if (lastType.Text != type)
            lastType = (type, JsonEncodedText.Encode(type, CanonicalJson.WriterOptions.Encoder));
        var room = FixedRoom + data.Length + lastStream.Encoded.EncodedUtf8Bytes.Length + lastType.Encoded.EncodedUtf8Bytes.Length;
        if (scratch is null || scratch.Length < room)
            scratch = new byte[Math.Max(1024, room * 2)];
        var rest = scratch.AsSpan();
        Append(ref rest, prefix);
        Append(ref rest, "{\"data\":"u8);
        Append(ref rest, data);
        Append(ref rest, ",\"id\":\""u8);
        Format(ref rest, id, default);
        Append(ref rest, "\",\"schema\":"u8);
        Format(ref rest, schemaVersion, default);
        Append(ref rest, ",\"stream\":\""u8);
        Append(ref rest, lastStream.Encoded.EncodedUtf8Bytes);
        Append(ref rest, "\",\"timestamp\":\""u8);
        AppendTime(ref rest, timestamp.UtcDateTime);
        Append(ref rest, "\",\"type\":\""u8);
        Append(ref rest, lastType.Encoded.EncodedUtf8Bytes);
        Append(ref rest, "\",\"version\":"u8);
        Format(ref rest, version, default);
        Append(ref rest, "}"u8);
        return scratch.AsSpan(0, scratch.Length - rest.Length);
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    /// <summary>Appends a time with six decimals of its seconds: the round-trip format, which is formatted fastest, has seven.</summary>
    private static void AppendTime(ref Span<byte> rest, DateTime utc)
    {
        utc.TryFormat(rest, out var written, "O", CultureInfo.InvariantCulture);
        rest[written - 2] = (byte)'Z';
        rest = rest[(written - 1)..];
    }

    private static void Format<T>(ref Span<byte> rest, T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(rest, out var written, format, CultureInfo.InvariantCulture);
        rest = rest[written..];
    }
}
