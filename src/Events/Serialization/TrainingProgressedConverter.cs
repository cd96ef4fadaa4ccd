using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmmCl.Events.Serialization;

/// <summary>
/// Converts the figures of training steps, which are most of what a long history holds: read by name here, they take less than half of the
/// time that the serializer's own reading of records takes.
/// </summary>
internal sealed class TrainingProgressedConverter : JsonConverter<TrainingProgressed>
{
    private static readonly JsonEncodedText points = JsonEncodedText.Encode("points");
    private static readonly JsonEncodedText stage = JsonEncodedText.Encode("stage");
    private static readonly JsonEncodedText totalSteps = JsonEncodedText.Encode("totalSteps");
    private static readonly JsonEncodedText gradientNorm = JsonEncodedText.Encode("gradientNorm");
    private static readonly JsonEncodedText labelTokens = JsonEncodedText.Encode("labelTokens");
    private static readonly JsonEncodedText learningRate = JsonEncodedText.Encode("learningRate");
    private static readonly JsonEncodedText loss = JsonEncodedText.Encode("loss");
    private static readonly JsonEncodedText seconds = JsonEncodedText.Encode("seconds");
    private static readonly JsonEncodedText step = JsonEncodedText.Encode("step");

    public override TrainingProgressed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (read, number, total) = ((List<TrainingPoint>?)null, (int?)null, (int?)null);
        Require(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsNext(ref reader, points))
                read = ReadPoints(ref reader);
            else if (IsNext(ref reader, stage))
                number = reader.GetInt32();
            else if (IsNext(ref reader, totalSteps))
                total = reader.GetInt32();
            else
                throw Unknown(ref reader);
        }

        return new TrainingProgressed(
            new StageId(number ?? throw Missing(stage)), total ?? throw Missing(totalSteps), read ?? throw Missing(points));
    }

    public override void Write(Utf8JsonWriter writer, TrainingProgressed progressed, JsonSerializerOptions options)
    {
        // In the ordinal order of their names, as in every object.
        writer.WriteStartObject();
        writer.WriteStartArray(points);
        foreach (var point in progressed.Points)
            Write(writer, point);
        writer.WriteEndArray();
        writer.WriteNumber(stage, progressed.Stage.Number);
        writer.WriteNumber(totalSteps, progressed.TotalSteps);
        writer.WriteEndObject();
    }

    private static List<TrainingPoint> ReadPoints(ref Utf8JsonReader reader)
    {
        var read = new List<TrainingPoint>();
        Require(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            read.Add(ReadPoint(ref reader));
        return read;
    }

    private static TrainingPoint ReadPoint(ref Utf8JsonReader reader)
    {
        var (number, tokens) = ((int?)null, (long?)null);
        var (norm, rate, value, time) = ((double?)null, (double?)null, (double?)null, (double?)null);
        Require(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IsNext(ref reader, gradientNorm))
                norm = CanonicalDoubleConverter.Read(ref reader);
            else if (IsNext(ref reader, labelTokens))
                tokens = reader.GetInt64();
            else if (IsNext(ref reader, learningRate))
                rate = CanonicalDoubleConverter.Read(ref reader);
            else if (IsNext(ref reader, loss))
                value = CanonicalDoubleConverter.Read(ref reader);
            else if (IsNext(ref reader, seconds))
                time = CanonicalDoubleConverter.Read(ref reader);
            else if (IsNext(ref reader, step))
                number = reader.GetInt32();
            else
                throw Unknown(ref reader);
        }

        return new TrainingPoint(
            number ?? throw Missing(step),
            value ?? throw Missing(loss),
            rate ?? throw Missing(learningRate),
            norm ?? throw Missing(gradientNorm),
            tokens ?? throw Missing(labelTokens),
            time ?? throw Missing(seconds));
    }

    private static void Write(Utf8JsonWriter writer, TrainingPoint point)
    {
        writer.WriteStartObject();
        Write(writer, gradientNorm, point.GradientNorm);
        writer.WriteNumber(labelTokens, point.LabelTokens);
        Write(writer, learningRate, point.LearningRate);
        Write(writer, loss, point.Loss);
        Write(writer, seconds, point.Seconds);
        writer.WriteNumber(step, point.Step);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonEncodedText name, double value)
    {
        writer.WritePropertyName(name);
        CanonicalDoubleConverter.Write(writer, value);
    }

    /// <summary>Returns true, and reads on to the value, if the property has a name.</summary>
    private static bool IsNext(ref Utf8JsonReader reader, JsonEncodedText name) =>
        reader.ValueTextEquals(name.EncodedUtf8Bytes) && reader.Read();

    private static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new JsonException($"{type} was expected here.");
    }

    private static JsonException Unknown(ref Utf8JsonReader reader) => new($"The field '{reader.GetString()}' is not known here.");

    private static JsonException Missing(JsonEncodedText name) => new($"The field '{name}' is missing.");
}
