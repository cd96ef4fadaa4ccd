using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmmCl.Events.Serialization;

/// <summary>
/// Writes doubles in a single canonical form. Integral values up to 2^53 are written as integers (minus zero as 0) and all others in the
/// shortest form that round-trips. NaN and the infinities are written as strings, because a non-finite loss must be recorded.
/// </summary>
internal sealed class CanonicalDoubleConverter : JsonConverter<double>
{
    private const double LargestExactInteger = 1L << 53;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => Write(writer, value);

    internal static double Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
            ? double.Parse(reader.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
            : reader.GetDouble();

    internal static void Write(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value))
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        else if (Math.Abs(value) <= LargestExactInteger && value == Math.Truncate(value))
            writer.WriteNumberValue((long)value);
        else
            writer.WriteNumberValue(value);
    }
}
