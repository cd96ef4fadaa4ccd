using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>Encodes messages as lines: one JSON object each, distinguished by <c>kind</c>.</summary>
internal static class MessageLine
{
    private const int Quoted = 80;

    private static readonly JsonSerializerOptions options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Of<T>(T message)
        where T : class =>
        JsonSerializer.Serialize(message, options);

    /// <exception cref="FormatException">The line is not a message of this kind; the error quotes its beginning.</exception>
    public static T Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, options) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException($"'{(line.Length <= Quoted ? line : line[..Quoted] + "...")}' is not a message.", error);
        }
    }
}
