using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace LmmCl.EventStore.Serialization;

/// <summary>What the hash chain covers: one JSON object with its keys in ordinal order around the event's own canonical JSON.</summary>
internal static class EventEnvelope
{
    internal static ReadOnlySpan<byte> NoHash => new byte[HashLength];

    internal const int HashLength = 32;

    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? scratch;

    internal static byte[] CanonicalBytes(
        string stream, long version, Guid id, string type, int schemaVersion, DateTimeOffset timestamp, ReadOnlySpan<byte> data) =>
        Write([], stream, version, id, type, schemaVersion, timestamp, data).ToArray();

    /// <summary>SHA-256 of the previous hash and the canonical bytes.</summary>
    internal static byte[] Hash(
        ReadOnlySpan<byte> previous, string stream, long version, Guid id, string type, int schemaVersion, DateTimeOffset timestamp, ReadOnlySpan<byte> data) =>
        SHA256.HashData(Write(previous, stream, version, id, type, schemaVersion, timestamp, data));

    internal static byte[] Hash(ReadOnlySpan<byte> previous, StoredEvent stored) =>
        Hash(previous, stored.Stream, stored.Version, stored.Id, stored.Type, stored.SchemaVersion, stored.Timestamp, stored.Data.Span);

    private static ReadOnlySpan<byte> Write(
        ReadOnlySpan<byte> prefix, string stream, long version, Guid id, string type, int schemaVersion, DateTimeOffset timestamp, ReadOnlySpan<byte> data)
    {
        var (buffer, json) = scratch ??= NewScratch();
        buffer.ResetWrittenCount();
        buffer.Write(prefix);
        json.Reset();
        json.WriteStartObject();
        json.WritePropertyName("data");
        json.WriteRawValue(data, skipInputValidation: true);
        json.WriteString("id"u8, id);
        json.WriteNumber("schema"u8, schemaVersion);
        json.WriteString("stream"u8, stream);
        Span<char> time = stackalloc char[TimestampFormat.Length];
        timestamp.UtcDateTime.TryFormat(time, out _, TimestampFormat, CultureInfo.InvariantCulture);
        json.WriteString("timestamp"u8, time);
        json.WriteString("type"u8, type);
        json.WriteNumber("version"u8, version);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) NewScratch()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions));
    }
}
