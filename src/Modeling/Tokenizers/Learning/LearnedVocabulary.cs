using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.Learning;

/// <summary>Result of <see cref="ByteLevelBpeTrainer"/>, to be written as a <c>tokenizer.json</c> in Qwen2's form.</summary>
/// <param name="Tokens">Learned tokens; the index is the id.</param>
/// <param name="Merges">Pairs in the order they were learned.</param>
/// <param name="AddedTokens">Special tokens, whose ids follow the learned ones.</param>
public sealed record LearnedVocabulary(
    IReadOnlyList<string> Tokens, IReadOnlyList<(string Left, string Right)> Merges, IReadOnlyList<string> AddedTokens)
{
    private static readonly JsonSerializerOptions layout =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Total number of tokens, including added ones.</summary>
    public int Size => Tokens.Count + AddedTokens.Count;

    /// <summary>Writes <c>tokenizer.json</c> to <paramref name="path"/>; equal vocabularies give equal bytes.</summary>
    public void Save(string path) => File.WriteAllText(path, Json().ToJsonString(layout) + "\n");

    private JsonObject Json() => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. AddedTokens.Select(Added)]),
        ["normalizer"] = new JsonObject { ["type"] = "NFC" },
        ["pre_tokenizer"] = new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(Split(), ByteLevel()) },
        ["post_processor"] = ByteLevel(),
        ["decoder"] = ByteLevel(),
        ["model"] = Model(),
    };

    private JsonObject Added(string content, int index) => new()
    {
        ["id"] = Tokens.Count + index,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject Split() => new()
    {
        ["type"] = "Split",
        ["pattern"] = new JsonObject { ["Regex"] = WordSplit.Qwen2Pattern },
        ["behavior"] = "Isolated",
        ["invert"] = false,
    };

    private static JsonObject ByteLevel() => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = false,
        ["use_regex"] = false,
    };

    private JsonObject Model() => new()
    {
        ["type"] = "BPE",
        ["dropout"] = null,
        ["unk_token"] = null,
        ["continuing_subword_prefix"] = "",
        ["end_of_word_suffix"] = "",
        ["fuse_unk"] = false,
        ["byte_fallback"] = false,
        ["vocab"] = new JsonObject(Tokens.Select((token, id) => KeyValuePair.Create<string, JsonNode?>(token, id))),
        ["merges"] = new JsonArray([.. Merges.Select(merge => JsonValue.Create($"{merge.Left} {merge.Right}"))]),
    };
}
