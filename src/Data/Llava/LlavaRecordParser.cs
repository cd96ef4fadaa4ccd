using System.Globalization;
using System.Text.Json;

namespace LmmCl.Data.Llava;

/// <summary>Parses a JSON value into a record and reports problems to <paramref name="complain"/>.</summary>
internal sealed class LlavaRecordParser(Action<LlavaComplaint> complain)
{
    private const string Form =
        "A record is { \"id\", \"image\", \"conversations\": "
        + "[ { \"from\": \"human\", \"value\": ... }, { \"from\": \"gpt\", \"value\": ... } ] }.";

    /// <summary>Returns the record, or null if it is unusable.</summary>
    public LlavaRecord? Parse(JsonElement json, RecordPlace place)
    {
        try
        {
            return Read(json, place);
        }
        catch (InvalidOperationException)
        {
            // JSON can escape an unpaired surrogate even in a field's name, which makes looking up any other field fail.
            return Unusable(place, [], "the name of a field has half a surrogate pair, which is no character.", Form);
        }
    }

    private LlavaRecord? Read(JsonElement json, RecordPlace place)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Unusable(place, [], $"a record must be an object, this is {Kind(json)}.", Form);
        }

        var hasDocument = json.TryGetProperty("doc", out var document);
        if (hasDocument && document.ValueKind != JsonValueKind.Object)
        {
            return Unusable(place, ["doc"], $"must be an object, this is {Kind(document)}.", "It holds the benchmark's own fields.");
        }

        var turns = Turns(json, place, optional: hasDocument);
        var pictures = Pictures(json, place, out var usable);
        return turns is null || !usable ? null : new LlavaRecord(Id(json, place), pictures, turns, place, hasDocument ? document : null);
    }

    private static string Id(JsonElement json, RecordPlace place)
    {
        var given = json.TryGetProperty("id", out var id) ? id.ValueKind : JsonValueKind.Undefined;
        return given switch
        {
            JsonValueKind.String => TextOf(id) ?? id.GetRawText(),
            JsonValueKind.Number => id.GetRawText(),
            _ => place.Index.ToString(CultureInfo.InvariantCulture),
        };
    }

    private List<LlavaTurn>? Turns(JsonElement json, RecordPlace place, bool optional)
    {
        if (!json.TryGetProperty("conversations", out var conversations))
        {
            return optional ? [] : Unusable<List<LlavaTurn>>(place, [], "the field 'conversations' is missing.", Form);
        }

        if (conversations.ValueKind != JsonValueKind.Array || conversations.GetArrayLength() == 0)
        {
            return Unusable<List<LlavaTurn>>(place, ["conversations"], $"must be a list of turns, this is {Kind(conversations)}.", Form);
        }

        var turns = new List<LlavaTurn>();
        foreach (var (turn, index) in conversations.EnumerateArray().Select((turn, index) => (turn, index)))
        {
            if (Turn(turn, place, index) is { } read)
            {
                turns.Add(read);
            }
        }

        return turns.Count == conversations.GetArrayLength() ? turns : null;
    }

    private LlavaTurn? Turn(JsonElement json, RecordPlace place, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Unusable<LlavaTurn>(place, ["conversations", index], $"a turn must be an object, this is {Kind(json)}.", Form);
        }

        var texts = new string?[4];
        foreach (var (name, slot) in (ReadOnlySpan<(string, int)>)[("from", 0), ("value", 1), ("role", 2), ("content", 3)])
        {
            if (json.TryGetProperty(name, out var value) && (texts[slot] = TextOf(value)) is null)
            {
                return Unusable<LlavaTurn>(
                    place, ["conversations", index, name], $"must be a text, this is {Kind(value)}.", "Write it in quotes.");
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
        return missing is null
            ? new LlavaTurn(texts[0], texts[1], texts[2], texts[3])
            : Unusable<LlavaTurn>(
                place,
                ["conversations", index],
                $"the field '{missing}' is missing.",
                "A turn is { \"from\": \"human\" or \"gpt\", \"value\": \"...\" }.");
    }

    private List<string>? Pictures(JsonElement json, RecordPlace place, out bool usable)
    {
        usable = true;
        if (json.TryGetProperty("video", out _))
        {
            usable = false;
            return Unusable<List<string>>(place, ["video"], "videos are not supported.", "Give single pictures in 'image'.");
        }

        if (!json.TryGetProperty("image", out var image) || image.ValueKind == JsonValueKind.Null)
        {
            usable = !json.TryGetProperty("images", out _);
            return usable ? null : Unusable<List<string>>(
                place, ["images"], "the field 'images' is not LLaVA's.", "Call it 'image': one path or a list of paths.");
        }

        var paths = image.ValueKind == JsonValueKind.Array ? image.EnumerateArray().Select(TextOf).ToList() : [TextOf(image)];
        usable = paths.Count > 0 && paths.All(path => !string.IsNullOrWhiteSpace(path));
        return usable ? paths! : Unusable<List<string>>(
            place,
            ["image"],
            $"must be a path or a list of paths, this is {Kind(image)}.",
            "Leave the field out in records without a picture.");
    }

    private LlavaRecord? Unusable(RecordPlace place, IReadOnlyList<object> field, string problem, string fix) =>
        Unusable<LlavaRecord>(place, field, problem, fix);

    private T? Unusable<T>(RecordPlace place, IReadOnlyList<object> field, string problem, string fix)
        where T : class
    {
        complain(new LlavaComplaint(place, field, problem, fix));
        return null;
    }

    /// <summary>Returns the text, or null if the value is not text or contains an unpaired surrogate.</summary>
    private static string? TextOf(JsonElement json)
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

    private static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array when json.GetArrayLength() == 0 => "an empty list",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => string.IsNullOrWhiteSpace(TextOf(json)) ? "an empty or broken text" : "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
