using System.Text;
using System.Text.Json;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Llava;

/// <summary>Parses the turns of a record: <c>from</c> and <c>value</c>, or <c>role</c> and <c>content</c>.</summary>
internal sealed class TurnParser(Action<LlavaComplaint> complain)
{
    private const string Form = "A turn is { \"from\": \"human\" or \"gpt\", \"value\": \"...\" }.";

    private static readonly string[] weightKeys = ["weight", "loss", "train"];

    private readonly Dictionary<string, (RecordPlace First, int Count)> unread = new(StringComparer.Ordinal);

    /// <summary>Keys of turns that were not read, with the first record and the number of records.</summary>
    public IEnumerable<KeyValuePair<string, (RecordPlace First, int Count)>> Unread => unread;

    /// <summary>Returns the turn, or null if it is unusable.</summary>
    public ParsedTurn? Parse(JsonElement json, RecordPlace place, string list, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Unusable(place, [list, index], $"a turn must be an object, this is {JsonKinds.Of(json)}.", Form);
        }

        var texts = new string?[4];
        IReadOnlyList<string> pictures = [];
        foreach (var (name, slot) in (ReadOnlySpan<(string, int)>)[("from", 0), ("value", 1), ("role", 2), ("content", 3)])
        {
            if (!json.TryGetProperty(name, out var value))
            {
                continue;
            }

            if (slot == 3 && value.ValueKind == JsonValueKind.Array)
            {
                if (Parts(value, place, [list, index, name]) is not var (text, named))
                {
                    return null;
                }

                (texts[slot], pictures) = (text, named);
            }
            else if ((texts[slot] = JsonKinds.TextOf(value)) is null)
            {
                return Unusable(place, [list, index, name], $"must be a text, this is {JsonKinds.Of(value)}.", "Write it in quotes.");
            }
        }

        var missing = (texts[0], texts[1], texts[2], texts[3]) switch
        {
            (not null, not null, _, _) or (_, _, not null, not null) => null,
            (not null, null, _, _) => "value",
            (_, _, not null, null) => "content",
            (null, not null, _, _) => "from",
            (_, _, null, not null) => "role",
            _ => "from",
        };
        if (missing is not null)
        {
            return Unusable(place, [list, index], $"the field '{missing}' is missing.", Form);
        }

        return KeysAreUsable(json, place, [list, index]) && Weight(json, place, [list, index]) is { } learned
            ? new ParsedTurn(new LlavaTurn(texts[0], texts[1], texts[2], texts[3]) { IsLearned = learned }, pictures)
            : null;
    }

    /// <summary>Text and pictures of a content in parts, with a marker where a picture is.</summary>
    private (string Text, IReadOnlyList<string> Pictures)? Parts(JsonElement parts, RecordPlace place, IReadOnlyList<object> field)
    {
        var (text, pictures) = (new StringBuilder(), new List<string>());
        foreach (var part in parts.EnumerateArray())
        {
            var type = TextAt(part, "type");
            if (type == "text" && TextAt(part, "text") is { } words)
            {
                text.Append(words);
            }
            else if (type == "image")
            {
                text.Append(PictureMarker.Text).Append('\n');
                pictures.AddRange((TextAt(part, "image") ?? TextAt(part, "path")) is { } path ? [path] : []);
            }
            else
            {
                Unusable(
                    place,
                    field,
                    $"a part of the content is {(type is null ? "of no type" : $"of the type '{Shown.Of(type)}'")}, which is not read.",
                    "Parts are { \"type\": \"text\", \"text\": ... } and { \"type\": \"image\", \"path\": ... }.");
                return null;
            }
        }

        return (text.ToString(), pictures);
    }

    private static string? TextAt(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? JsonKinds.TextOf(value) : null;

    /// <summary>True if the turn is learned: no weight, or 1; false for 0; null if the weight is anything else.</summary>
    private bool? Weight(JsonElement json, RecordPlace place, IReadOnlyList<object> field)
    {
        foreach (var key in weightKeys)
        {
            if (!json.TryGetProperty(key, out var weight) || weight.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            var learned = weight.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when weight.TryGetDouble(out var number) && number is 0 or 1 => number == 1,
                _ => (bool?)null,
            };
            if (learned is null)
            {
                Unusable(place, [.. field, key], "a turn is learned or it is not.", "Write 0 or 1, or false or true.");
                return null;
            }

            if (learned == false)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Refuses keys whose meaning would be lost, and counts the others that are not read.</summary>
    private bool KeysAreUsable(JsonElement json, RecordPlace place, IReadOnlyList<object> field)
    {
        foreach (var (key, value) in json.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (RecordKeys.OfTurn.Contains(key) || JsonKinds.IsVoid(value))
            {
                continue;
            }

            if (RecordKeys.RefusalInTurn(key) is var (problem, fix))
            {
                Unusable(place, [.. field, key], problem, fix);
                return false;
            }

            unread[key] = unread.TryGetValue(key, out var known) ? (known.First, known.Count + 1) : (place, 1);
        }

        return true;
    }

    private ParsedTurn? Unusable(RecordPlace place, IReadOnlyList<object> field, string problem, string fix)
    {
        complain(new LlavaComplaint(place, field, problem, fix));
        return null;
    }
}
