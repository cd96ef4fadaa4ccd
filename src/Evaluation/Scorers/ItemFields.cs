using System.Text.Json;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers;

/// <summary>Reads an item's fields; a field that is absent or of another type reads as empty.</summary>
internal static class ItemFields
{
    /// <summary>Returns a field as text: strings unchanged, numbers as written.</summary>
    public static string Text(this JsonElement item, string field) => item.Field(field) is { } value ? Text(value) : "";

    /// <summary>Returns a field that holds one text or a list of texts.</summary>
    public static string[] Texts(this JsonElement item, string field) => item.Field(field) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Text)],
        { ValueKind: JsonValueKind.Null } => [],
        { } single => [Text(single)],
    };

    /// <summary>Returns an index given as a number or as digits; null if it is neither.</summary>
    public static int? Index(this JsonElement item, string field) =>
        int.TryParse(PythonStrings.Strip(item.Text(field)), System.Globalization.CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private static JsonElement? Field(this JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field, out var value) ? value : null;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOrEmpty(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => "",
    };

    /// <summary>JSON can escape an unpaired surrogate, which is not valid text.</summary>
    private static string TextOrEmpty(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
