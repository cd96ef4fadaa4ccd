using LmmCl.Abstractions;

namespace LmmCl.Data.Llava;

/// <summary>The keys of records and turns: those that are read, those with an unsupported meaning, and all others.</summary>
internal static class RecordKeys
{
    private const string Pictures = "Call it 'image': one path or a list of paths.";
    private const string Conversation =
        "Write 'conversations': [ { \"from\": \"human\", \"value\": ... }, { \"from\": \"gpt\", \"value\": ... } ].";
    private const string Preferences = "Only one answer is learned; keep the preferred one as a gpt turn.";
    private const string InText = "Write it into the turn's text, such as '<think>...</think>' before the answer, or leave it out.";
    private const string PicturesOfRecord = "List them in the record's 'image', and put <image> into the text for each.";
    private const string NoTools = "Tools are not supported; leave the record out.";

    /// <summary>Keys of a record that are read.</summary>
    public static readonly string[] OfRecord = ["id", "image", "images", "conversations", "messages", "system", "doc"];

    /// <summary>Keys of a turn that are read.</summary>
    public static readonly string[] OfTurn = ["from", "value", "role", "content", "weight", "loss", "train"];

    private static readonly Dictionary<string, string> pictures = new(StringComparer.Ordinal)
    {
        ["image_path"] = Pictures,
        ["image_paths"] = Pictures,
        ["image_file"] = Pictures,
        ["image_url"] = Pictures,
        ["img"] = Pictures,
        ["img_path"] = Pictures,
        ["image_name"] = Pictures,
        ["picture"] = Pictures,
        ["pictures"] = Pictures,
        ["photo"] = Pictures,
        ["image_list"] = Pictures,
        ["file_name"] = Pictures,
    };

    private static readonly Dictionary<string, string> conversations = new(StringComparer.Ordinal)
    {
        ["instruction"] = Conversation,
        ["query"] = Conversation,
        ["prompt"] = Conversation,
        ["question"] = Conversation,
        ["problem"] = Conversation,
        ["input"] = Conversation,
        ["text"] = Conversation,
        ["history"] = Conversation,
    };

    private static readonly Dictionary<string, (string Problem, string Fix)> refused = new(StringComparer.Ordinal)
    {
        ["video"] = ("videos are not supported.", "Give single pictures in 'image'."),
        ["videos"] = ("videos are not supported.", "Give single pictures in 'image'."),
        ["audio"] = ("sound is not supported.", "Leave the record out."),
        ["audios"] = ("sound is not supported.", "Leave the record out."),
        ["chosen"] = ("preferences are not learned.", Preferences),
        ["rejected"] = ("preferences are not learned.", Preferences),
        ["rejected_response"] = ("preferences are not learned.", Preferences),
        ["rejected_messages"] = ("preferences are not learned.", Preferences),
        ["rejected_images"] = ("preferences are not learned.", Preferences),
        ["kto_tag"] = ("preferences are not learned.", Preferences),
        ["tools"] = ("the record lists tools.", NoTools),
        ["functions"] = ("the record lists tools.", NoTools),
        ["objects"] = ("boxes are not put into the text.", "Write the boxes into the turns, and leave 'objects' out."),
        ["weight"] = ("records have no weights.", "Give turns a 'weight' of 0 or 1, or list the file in a mixture."),
        ["loss"] = ("records have no weights.", "Give turns a 'weight' of 0 or 1, or list the file in a mixture."),
        ["sample_weight"] = ("records have no weights.", "Give turns a 'weight' of 0 or 1, or list the file in a mixture."),
        ["loss_mask"] = ("a mask over turns is not read.", "Give turns a 'weight' of 0 or 1."),
        ["loss_scale"] = ("records have no weights.", "Give turns a 'weight' of 0 or 1, or list the file in a mixture."),
    };

    private static readonly Dictionary<string, (string Problem, string Fix)> refusedInTurns = new(StringComparer.Ordinal)
    {
        ["tool_calls"] = ("the turn calls tools.", NoTools),
        ["tool_call_id"] = ("the turn answers a tool's call.", NoTools),
        ["function_call"] = ("the turn calls a function.", NoTools),
        ["reasoning_content"] = ("reasoning beside the answer is not learned.", InText),
        ["reasoning"] = ("reasoning beside the answer is not learned.", InText),
        ["thinking"] = ("reasoning beside the answer is not learned.", InText),
        ["image"] = ("pictures of a turn are not read.", PicturesOfRecord),
        ["images"] = ("pictures of a turn are not read.", PicturesOfRecord),
        ["video"] = ("videos are not supported.", "Give single pictures in the record's 'image'."),
        ["videos"] = ("videos are not supported.", "Give single pictures in the record's 'image'."),
        ["audio"] = ("sound is not supported.", "Leave the record out."),
        ["audios"] = ("sound is not supported.", "Leave the record out."),
    };

    /// <summary>Returns why a turn cannot be used with a key; null if the key is read or may be left unread.</summary>
    public static (string Problem, string Fix)? RefusalInTurn(string key) => refusedInTurns.TryGetValue(key, out var known) ? known : null;

    /// <summary>Returns why a record cannot be used with a key; null if the key is read or may be left unread.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hasPictures">True if the record names pictures under a key that is read.</param>
    /// <param name="hasTurns">True if the record has turns, or a benchmark's own fields, under a key that is read.</param>
    public static (string Problem, string Fix)? Refusal(string key, bool hasPictures, bool hasTurns)
    {
        if (refused.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!hasPictures && pictures.TryGetValue(key, out var fix))
        {
            return ($"the field '{key}' is not read.", fix);
        }

        if (!hasTurns && conversations.TryGetValue(key, out fix))
        {
            return ($"the record has no turns, and the field '{key}' is not read.", fix);
        }

        return Misspelt(key, hasPictures, hasTurns) is { } meant ? ($"there is no field '{key}'.", $"Did you mean '{meant}'?") : null;
    }

    /// <summary>Returns a known key that the record lacks and that differs from <paramref name="key"/> by a letter or two.</summary>
    private static string? Misspelt(string key, bool hasPictures, bool hasTurns)
    {
        var missing = OfRecord.Where(known => known.Length > 4 && known != "images" && (known switch
        {
            "image" => !hasPictures,
            "conversations" or "messages" => !hasTurns,
            _ => true,
        }));
        return missing.FirstOrDefault(known => string.Equals(key, known, StringComparison.OrdinalIgnoreCase) || (key.Length > 4
            && Math.Abs(key.Length - known.Length) <= 1
            && NearMatches.Suggest(key, [known]).StartsWith("Did", StringComparison.Ordinal)
            && SharedLetters(key, known) >= known.Length - 1));
    }

    private static int SharedLetters(string a, string b) => a.ToLowerInvariant().Intersect(b.ToLowerInvariant()).Count()
        + (b.Length - b.ToLowerInvariant().Distinct().Count());
}
