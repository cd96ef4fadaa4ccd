using LmmCl.Modeling.Tokenizers.Bpe;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Reads the <c>model</c> section: a byte-pair encoding with its vocabulary and merges.</summary>
internal static class ModelReader
{
    /// <summary>Returns the vocabulary and the model over it.</summary>
    public static (Dictionary<string, int> Vocabulary, BpeModel Model) Read(JsonPlace model)
    {
        RefuseOthers(model);
        var vocabulary = Vocabulary(model.Required("vocab"));
        var unknown = model.Optional("unk_token")?.Text();
        if (unknown is not null && !vocabulary.ContainsKey(unknown))
        {
            throw model.Wrong($"the unknown token '{unknown}' is not in the vocabulary.");
        }

        var settings = new BpeSettings(unknown, model.Flag("fuse_unk"), model.Flag("byte_fallback"), model.Flag("ignore_merges"));
        return (vocabulary, new BpeModel(vocabulary, Merges(model.Required("merges"), vocabulary), settings));
    }

    private static void RefuseOthers(JsonPlace model)
    {
        if (model.Optional("type") is { } type && type.Text() != "BPE")
        {
            throw type.Wrong($"'{type.Text()}' is not supported; only BPE is.");
        }

        if (model.Optional("dropout") is { } dropout && dropout.Value.GetRawText() is not ("0" or "0.0"))
        {
            throw dropout.Wrong("dropout makes ids random and is not supported.", "Set it to null.");
        }

        foreach (var name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.Optional(name) is { } affix && affix.Text().Length > 0)
            {
                throw affix.Wrong("is not supported by byte-level and Llama tokenizers.");
            }
        }
    }

    private static Dictionary<string, int> Vocabulary(JsonPlace vocab)
    {
        var result = new Dictionary<string, int>(StringComparer.Ordinal);
        var owners = new Dictionary<int, string>();
        foreach (var (token, place) in vocab.Fields())
        {
            var id = place.Id();
            if (!owners.TryAdd(id, token) && owners[id] != token)
            {
                throw vocab.Wrong($"id {id} belongs to both '{owners[id]}' and '{token}'.");
            }

            result[token] = id;
        }

        return result;
    }

    private static Dictionary<(int Left, int Right), Merge> Merges(JsonPlace merges, Dictionary<string, int> vocabulary)
    {
        var result = new Dictionary<(int Left, int Right), Merge>();
        var rank = 0;
        foreach (var item in merges.Items())
        {
            var (left, right) = Pair(item);
            result[(IdOf(item, left, vocabulary), IdOf(item, right, vocabulary))] = new(rank++, IdOf(item, left + right, vocabulary));
        }

        return result;
    }

    private static (string Left, string Right) Pair(JsonPlace item)
    {
        var parts = item.Value.ValueKind == System.Text.Json.JsonValueKind.Array
            ? item.Items().Select(part => part.Text()).ToArray()
            : item.Text().Split(' ');
        return parts is [var left, var right] ? (left, right) : throw item.Wrong("a merge must be two tokens, \"a b\" or [\"a\", \"b\"].");
    }

    private static int IdOf(JsonPlace item, string token, Dictionary<string, int> vocabulary) =>
        vocabulary.TryGetValue(token, out var id) ? id : throw item.Wrong($"the token '{token}' of this merge is not in the vocabulary.");
}
