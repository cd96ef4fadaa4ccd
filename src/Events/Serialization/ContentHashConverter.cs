using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Events;

namespace LmmCl.Events.Serialization;

/// <summary>Converts a hash to its 64 hexadecimal digits.</summary>
internal sealed class ContentHashConverter : JsonConverter<ContentHash>
{
    public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return new ContentHash(reader.GetString() ?? "");
        }
        catch (FormatException malformed)
        {
            throw new JsonException(malformed.Message, malformed);
        }
    }

    public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Hex);
}
