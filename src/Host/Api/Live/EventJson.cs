using System.Text.Json;
using LmmCl.EventStore;

namespace LmmCl.Host.Api.Live;

/// <summary>An event as the API writes it.</summary>
internal static class EventJson
{
    /// <summary>Writes position, time, kind, hash and the event itself.</summary>
    public static void Write(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sequence", stored.Sequence);
        writer.WriteString("stream", stored.Stream);
        writer.WriteNumber("version", stored.Version);
        writer.WriteString("at", stored.Timestamp);
        writer.WriteString("kind", stored.Type);
        writer.WriteString("hash", Convert.ToHexStringLower(stored.Hash.Span));
        writer.WritePropertyName("data");

        // Reserialise the data, so that line breaks in a forged event cannot end a message of the stream early.
        using var data = JsonDocument.Parse(stored.Data);
        data.RootElement.WriteTo(writer);
        writer.WriteEndObject();
    }
}
