using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>A value in a JSON file together with its location, so that every error names file and field.</summary>
internal readonly record struct JsonPlace(string File, string Path, JsonElement Value)
{
    /// <summary>True if the value is null.</summary>
    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    /// <summary>Returns the field, or null if it is absent or null.</summary>
    public JsonPlace? Optional(string name)
    {
        Require(JsonValueKind.Object, "an object");
        try
        {
            return Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Field(name, value) : null;
        }
        catch (InvalidOperationException)
        {
            throw BrokenName();
        }
    }

    /// <summary>Returns a required field.</summary>
    public JsonPlace Required(string name) => Optional(name) ?? throw Wrong($"the field '{name}' is missing.");

    /// <summary>Returns the value as a string.</summary>
    public string Text()
    {
        Require(JsonValueKind.String, "a text");
        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("the text has half a surrogate pair, which is not a character.");
        }
    }

    /// <summary>Returns a boolean field; <paramref name="absent"/> if it is missing.</summary>
    public bool Flag(string name, bool absent = false)
    {
        if (Optional(name) is not { } field)
        {
            return absent;
        }

        return field.Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw field.Wrong("must be true or false."),
        };
    }

    /// <summary>Returns the value as a token id.</summary>
    public int Id() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var id) && id >= 0
            ? id
            : throw Wrong("must be a token id, a whole number from 0.");

    /// <summary>Returns the entries of a list.</summary>
    public IEnumerable<JsonPlace> Items()
    {
        Require(JsonValueKind.Array, "a list");
        var (file, path) = (File, Path);
        return Value.EnumerateArray().Select((item, index) => new JsonPlace(file, $"{path}[{index}]", item));
    }

    /// <summary>Returns the fields of an object.</summary>
    public IEnumerable<(string Name, JsonPlace Place)> Fields()
    {
        Require(JsonValueKind.Object, "an object");
        var self = this;
        return Value.EnumerateObject().Select(field => (self.NameOf(field), self.Field(self.NameOf(field), field.Value)));
    }

    /// <summary>Creates an error at this location.</summary>
    public InputException Wrong(string problem, string? fix = null) => new(Path.Length == 0 ? File : $"{File}: {Path}", problem, fix);

    private void Require(JsonValueKind kind, string what)
    {
        if (Value.ValueKind != kind)
        {
            throw Wrong($"must be {what}, not {Value.ValueKind.ToString().ToLowerInvariant()}.");
        }
    }

    private JsonPlace Field(string name, JsonElement value) => new(File, Path.Length == 0 ? name : $"{Path}.{name}", value);

    private string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            throw BrokenName();
        }
    }

    private InputException BrokenName() => Wrong("a field's name has half a surrogate pair, which is not a character.");
}
