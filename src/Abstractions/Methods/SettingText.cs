using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Abstractions;

/// <summary>
/// Allows text settings to be written without quotes, such as <c>revision: 42</c>. Only the canonical JSON text of a number or flag is
/// accepted: for any other spelling, such as YAML's <c>007</c>, the value survives parsing but the original text does not.
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
