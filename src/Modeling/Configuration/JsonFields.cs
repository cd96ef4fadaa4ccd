using System.Text;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Configuration;

/// <summary>An object in a JSON settings file, read field by field; a field of the wrong type is reported with file and field.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="prefix">Path of the object in the file, ending with a dot; empty for the root.</param>
/// <param name="element">The object.</param>
public sealed class JsonFields(string file, string prefix, JsonElement element)
{
    /// <summary>Opens a file whose root is an object.</summary>
    /// <exception cref="InputException">The file is missing, or it is not a JSON object.</exception>
    public static JsonFields Open(string file)
    {
        return Parse(file, Encoding.UTF8.GetString(TextFile.ReadBytes(file).Span));
    }

    /// <summary>Parses JSON text; <paramref name="file"/> names it in messages.</summary>
    public static JsonFields Parse(string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement.Clone();
            ReadTexts(root);
            return root.ValueKind == JsonValueKind.Object
                ? new JsonFields(file, "", root)
                : throw new InputException(file, $"the root is {Kind(root)}, not an object.");
        }
        catch (JsonException error)
        {
            throw new InputException(file, $"it is not JSON ({error.Message}).", null, error);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(file, "a text has half a surrogate pair, which is not a character.", null, error);
        }
    }

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>Returns file and field for messages.</summary>
    public string Place(string name) => $"{file}: {prefix}{name}";

    /// <summary>Returns true if the field exists and is not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Returns the raw value of a field, or null.</summary>
    public JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Returns a nested object, or null if the field is absent.</summary>
    public JsonFields? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new JsonFields(file, $"{prefix}{name}.", value),
        { } value => throw Wrong(name, value, "an object"),
    };

    /// <summary>Returns an integer.</summary>
    public int Int(string name, int fallback) => Find(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { } value => throw Wrong(name, value, "a whole number"),
    };

    /// <summary>Returns an integer of at least 1.</summary>
    public int Positive(string name, int fallback)
    {
        var value = Int(name, fallback);
        return value >= 1 ? value : throw new InputException(Place(name), $"{value} must be at least 1.");
    }

    /// <summary>Returns a finite number.</summary>
    public double Double(string name, double fallback) => Find(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        { } value => throw Wrong(name, value, "a number"),
    };

    /// <summary>Returns a boolean.</summary>
    public bool Bool(string name, bool fallback) => Find(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(name, value, "true or false"),
    };

    /// <summary>Returns a string.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong(name, value, "text"),
    };

    /// <summary>Accepts a string only if it is absent or the supported value.</summary>
    /// <exception cref="InputException">The field has another value.</exception>
    public void Require(string name, params IReadOnlyList<string> supported)
    {
        if (Text(name) is { } value && !supported.Contains(value))
        {
            throw new InputException(
                Place(name), $"'{value}' is not supported.", $"Only {string.Join(" or ", supported.Select(one => $"'{one}'"))} is.");
        }
    }

    /// <summary>Returns an integer or a list of integers as a list; null if the field is absent.</summary>
    public IReadOnlyList<int>? Ints(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => [number],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number)
                ? number
                : throw Wrong(name, item, "a list of whole numbers"))],
        { } value => throw Wrong(name, value, "a whole number or a list of them"),
    };

    /// <summary>Returns a list of strings; empty if the field is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, item, "a list of texts"))],
        { } value => throw Wrong(name, value, "a list of texts"),
    };

    /// <summary>Returns all fields of an object whose values are all strings.</summary>
    public Dictionary<string, string> Texts()
    {
        var texts = new Dictionary<string, string>();
        foreach (var property in element.EnumerateObject())
        {
            texts[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw Wrong(property.Name, property.Value, "text");
        }

        return texts;
    }

    private InputException Wrong(string name, JsonElement value, string expected) =>
        new(Place(name), $"expected {expected}, found {Kind(value)}.");

    /// <summary>
    /// Reads every name and text once, so that an escaped unpaired surrogate, which is valid JSON but not a string, throws here and not in
    /// later reads.
    /// </summary>
    private static void ReadTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    _ = field.Name;
                    ReadTexts(field.Value);
                }

                break;
            case JsonValueKind.Array:
                value.EnumerateArray().ToList().ForEach(ReadTexts);
                break;
            case JsonValueKind.String:
                value.GetString();
                break;
            default:
                break;
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Shown.Of(value.GetRawText()),
    };
}
