using System.Text.Json;

namespace LmmCl.Data.Llava;

/// <summary>Describes JSON values in words, and reads their texts.</summary>
internal static class JsonKinds
{
    /// <summary>Returns the kind of a value in words, for messages.</summary>
    public static string Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array when json.GetArrayLength() == 0 => "an empty list",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => string.IsNullOrWhiteSpace(TextOf(json)) ? "an empty or broken text" : "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>Returns the text, or null if the value is not text or contains an unpaired surrogate.</summary>
    public static string? TextOf(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>True if the first line has columns.</summary>
    private static bool IsRowOfTable(ReadOnlySpan<byte> text)
    {
        var line = text.IndexOf((byte)'\n') is >= 0 and var end ? text[..end] : text;
        return line.Count((byte)'\t') > 0 || line.Count((byte)',') > 1;
    }

    /// <summary>True for values that exporters write for missing data.</summary>
    public static bool IsVoid(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => TextOf(value)?.Trim() is "" or "[]" or "{}" or "null",
        _ => false,
    };

    /// <summary>
    /// Returns the reason that a text is not JSON: the parser's message without its own zero-based counts, or a recognised mistake such as
    /// Python literals.
    /// </summary>
    /// <param name="error">The parser's error.</param>
    /// <param name="text">The text that it read.</param>
    public static string Reason(JsonException error, ReadOnlySpan<byte> text)
    {
        for (var line = error.LineNumber ?? 0; line > 0 && text.IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            text = text[(end + 1)..];
        }

        if (error is { LineNumber: 0, BytePositionInLine: 0 } && IsRowOfTable(text))
        {
            return "It looks like a table; write its rows as JSON records.";
        }

        var at = text[Math.Min(text.Length, (int)(error.BytePositionInLine ?? 0))..];
        return at.StartsWith("NaN"u8) || at.StartsWith("Infinity"u8) || at.StartsWith("-Infinity"u8)
            ? "NaN and Infinity are not valid JSON; write null."
            : at.StartsWith("'"u8) || at.StartsWith("None"u8) || at.StartsWith("True"u8) || at.StartsWith("False"u8)
            ? "This is a Python literal; write the file with json.dumps."
            : error.Message.Split(" LineNumber:")[0];
    }
}
