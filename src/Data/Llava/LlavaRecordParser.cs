using System.Globalization;
using System.Text.Json;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Llava;

/// <summary>Parses a JSON value into a record and reports problems to <paramref name="complain"/>.</summary>
internal sealed class LlavaRecordParser(Action<LlavaComplaint> complain)
{
    private const string Form =
        "A record is { \"id\", \"image\", \"conversations\": "
        + "[ { \"from\": \"human\", \"value\": ... }, { \"from\": \"gpt\", \"value\": ... } ] }.";

    private readonly Dictionary<string, (RecordPlace First, int Count)> unread = new(StringComparer.Ordinal);
    private readonly TurnParser turnParser = new(complain);

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
            return Unusable(place, [], "the name of a field has half a surrogate pair, which is not a character.", Form);
        }
    }

    /// <summary>Reports each key that was not read, once, with the number of its records.</summary>
    public void NoteUnread()
    {
        foreach (var (key, (first, count)) in unread.Concat(turnParser.Unread))
        {
            var of = count == 1 ? "1 record" : $"{count:N0} records";
            complain(new(first, [], $"the key '{Shown.Of(key)}' of {of} is not read.", "Nothing to do if it is only for people.")
            {
                IsNote = true,
            });
        }
    }

    private LlavaRecord? Read(JsonElement json, RecordPlace place)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Unusable(place, [], $"a record must be an object, this is {JsonKinds.Of(json)}.", Form);
        }

        var hasDocument = json.TryGetProperty("doc", out var document);
        if (hasDocument && document.ValueKind != JsonValueKind.Object)
        {
            return Unusable(
                place, ["doc"], $"must be an object, this is {JsonKinds.Of(document)}.", "It holds the benchmark's own fields.");
        }

        if (!KeysAreUsable(json, place, hasDocument))
        {
            return null;
        }

        var turns = Turns(json, place, optional: hasDocument);
        var pictures = Pictures(json, place, out var usable);
        if (turns is null || !usable || !SystemText(json, place, turns, out var system))
        {
            return null;
        }

        IReadOnlyList<string> inContent = [.. turns.SelectMany(turn => turn.Pictures)];
        if (inContent.Count > 0 && pictures is not null)
        {
            return Unusable(place, ["image"], "pictures are named both here and inside the turns.", "Name them in one place.");
        }

        return new LlavaRecord(
            Id(json, place),
            inContent.Count > 0 ? inContent : pictures,
            [.. turns.Select(turn => turn.Turn)],
            place,
            hasDocument ? document : null)
        {
            System = system,
            TurnsField = json.TryGetProperty("messages", out _) ? "messages" : "conversations",
        };
    }

    /// <summary>Refuses keys whose meaning would be lost, and keys that are there twice; counts the others that are not read.</summary>
    private bool KeysAreUsable(JsonElement json, RecordPlace place, bool hasDocument)
    {
        var hasPictures = json.TryGetProperty("image", out _) || json.TryGetProperty("images", out _);
        var hasTurns = hasDocument || json.TryGetProperty("conversations", out _) || json.TryGetProperty("messages", out _);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var usable = true;
        foreach (var (key, value) in json.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (!seen.Add(key))
            {
                Unusable(place, [key], $"the field '{Shown.Of(key)}' is there twice.", "Keep one of them.");
                usable = false;
            }
            else if (RecordKeys.OfRecord.Contains(key) || JsonKinds.IsVoid(value))
            {
                continue;
            }
            else if (RecordKeys.Refusal(key, hasPictures, hasTurns) is var (problem, fix))
            {
                Unusable(place, [key], problem, fix);
                return false;
            }
            else
            {
                unread[key] = unread.TryGetValue(key, out var known) ? (known.First, known.Count + 1) : (place, 1);
            }
        }

        return usable;
    }

    private static string Id(JsonElement json, RecordPlace place)
    {
        var given = json.TryGetProperty("id", out var id) ? id.ValueKind : JsonValueKind.Undefined;
        return given switch
        {
            JsonValueKind.String => JsonKinds.TextOf(id) ?? id.GetRawText(),
            JsonValueKind.Number => id.GetRawText(),
            _ => place.Index.ToString(CultureInfo.InvariantCulture),
        };
    }

    private List<ParsedTurn>? Turns(JsonElement json, RecordPlace place, bool optional)
    {
        var hasMessages = json.TryGetProperty("messages", out var turns);
        var field = hasMessages ? "messages" : "conversations";
        if (json.TryGetProperty("conversations", out var conversations))
        {
            if (hasMessages)
            {
                return Unusable<List<ParsedTurn>>(
                    place, ["messages"], "both 'conversations' and 'messages' are there.", "Keep one of the two.");
            }

            turns = conversations;
        }
        else if (!hasMessages)
        {
            return optional ? [] : Unusable<List<ParsedTurn>>(place, [], "the field 'conversations' is missing.", Form);
        }

        if (turns.ValueKind != JsonValueKind.Array || turns.GetArrayLength() == 0)
        {
            return Unusable<List<ParsedTurn>>(place, [field], $"must be a list of turns, this is {JsonKinds.Of(turns)}.", Form);
        }

        var read = new List<ParsedTurn>();
        foreach (var (turn, index) in turns.EnumerateArray().Select((turn, index) => (turn, index)))
        {
            if (turnParser.Parse(turn, place, field, index) is { } parsed)
            {
                read.Add(parsed);
            }
        }

        return read.Count == turns.GetArrayLength() ? read : null;
    }

    /// <summary>The text under 'system', or of a first system turn.</summary>
    private bool SystemText(JsonElement json, RecordPlace place, List<ParsedTurn> turns, out string? system)
    {
        system = turns is [{ Turn: { Speaker: LlavaTurn.System } first }, ..] ? first.Text : null;
        if (!json.TryGetProperty("system", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (JsonKinds.TextOf(given) is not { } text)
        {
            Unusable(place, ["system"], $"must be a text, this is {JsonKinds.Of(given)}.", "Write it in quotes.");
            return false;
        }

        if (system is not null && system != text)
        {
            Unusable(place, ["system"], "the record has a system text here and another in its first turn.", "Keep one of the two.");
            return false;
        }

        system = text;
        return true;
    }

    private List<string>? Pictures(JsonElement json, RecordPlace place, out bool usable)
    {
        usable = true;
        var field = json.TryGetProperty("images", out var image) && !JsonKinds.IsVoid(image) ? "images" : "image";
        var hasImage = json.TryGetProperty("image", out var single) && single.ValueKind != JsonValueKind.Null;
        if (field == "images" && hasImage)
        {
            usable = false;
            return Unusable<List<string>>(place, ["images"], "both 'image' and 'images' are there.", "Keep one of the two.");
        }

        if (field == "image")
        {
            image = single;
            if (!hasImage)
            {
                return null;
            }
        }

        var paths = image.ValueKind == JsonValueKind.Array ? image.EnumerateArray().Select(PathOf).ToList() : [PathOf(image)];
        usable = paths.Count > 0 && paths.All(path => !string.IsNullOrWhiteSpace(path));
        return usable ? paths! : Unusable<List<string>>(
            place,
            [field],
            $"must be a path or a list of paths, this is {JsonKinds.Of(image)}.",
            "Leave the field out in records without a picture.");
    }

    /// <summary>A path, or the path inside { "path": ..., "bytes": null } as the datasets library writes it.</summary>
    private static string? PathOf(JsonElement image) =>
        image.ValueKind == JsonValueKind.Object && image.TryGetProperty("path", out var path)
            && (!image.TryGetProperty("bytes", out var bytes) || bytes.ValueKind == JsonValueKind.Null)
            ? JsonKinds.TextOf(path)
            : JsonKinds.TextOf(image);

    private LlavaRecord? Unusable(RecordPlace place, IReadOnlyList<object> field, string problem, string fix) =>
        Unusable<LlavaRecord>(place, field, problem, fix);

    private T? Unusable<T>(RecordPlace place, IReadOnlyList<object> field, string problem, string fix)
        where T : class
    {
        complain(new LlavaComplaint(place, field, problem, fix));
        return null;
    }
}
