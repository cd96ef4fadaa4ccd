using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Abstractions;

/// <summary>
/// Allows text settings to be written without quotes, such as <c>revision: 42</c>, and whole numbers as <c>4.0</c>. A number or flag is
/// accepted as a text only in its canonical JSON spelling: parsing any other spelling, such as YAML's <c>007</c>, keeps the value but loses
/// the original text.
/// </summary>
internal static class SettingText
{
    /// <summary>
    /// Returns the value in the form that a setting of this type expects: a number or flag becomes its text where text is required.
    /// </summary>
    /// <exception cref="InputException">The original text cannot be recovered.</exception>
    public static JsonNode? Of(Type type, JsonNode? value, string place) => value switch
    {
        JsonValue single when type == typeof(string) => Text(single, place),
        JsonArray list when type.IsAssignableTo(typeof(IEnumerable<string>)) =>
            new JsonArray([.. list.Select((item, index) => Of(typeof(string), item, $"{place}[{index}]"))]),
        JsonValue single when IsWhole(type) => Whole(single),
        _ => value?.DeepClone(),
    };

    private static bool IsWhole(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var number
        && (number == typeof(int) || number == typeof(long));

    /// <summary>A whole number that is written with a fraction of zero or an exponent, such as 4.0 or 1e3.</summary>
    private static JsonNode Whole(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().IndexOfAny(['.', 'e', 'E']) >= 0
            && value.Deserialize<double>() is var number && double.IsInteger(number) && Math.Abs(number) < 1L << 53
            ? JsonValue.Create((long)number)
            : value.DeepClone();

    private static JsonValue Text(JsonValue value, string place)
    {
        if (value.GetValueKind() is not (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            return value.DeepClone().AsValue();
        }

        return value.TryGetValue<JsonElement>(out var written)
            ? JsonValue.Create(written.GetRawText())
            : throw new InputException(place, "a text is expected, this is a number or a flag.", "Put it in quotes.");
    }
}
