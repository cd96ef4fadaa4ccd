using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Abstractions;

/// <summary>
/// Lets a setting that is a text be written without quotes, such as <c>revision: 42</c>. Only JSON's own text of a number or flag is taken:
/// of any other spelling, such as YAML's <c>007</c>, the value is known and the text is lost.
/// </summary>
internal static class SettingText
{
    /// <summary>The value as a setting of this type takes it: a number or flag as its text where a text is wanted.</summary>
    /// <exception cref="InputException">The text that the user wrote is not known any more.</exception>
    public static JsonNode? Of(Type type, JsonNode? value, string place) => value switch
    {
        JsonValue single when type == typeof(string) => Text(single, place),
        JsonArray list when type.IsAssignableTo(typeof(IEnumerable<string>)) =>
            new JsonArray([.. list.Select((item, index) => Of(typeof(string), item, $"{place}[{index}]"))]),
        _ => value?.DeepClone(),
    };

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
