using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Events;

namespace LmmCl.Events.Serialization;

/// <summary>Converts a stage to its number.</summary>
internal sealed class StageIdConverter : JsonConverter<StageId>
{
    public override StageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, StageId value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Number);

    public override StageId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(int.Parse(reader.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, StageId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
