using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Tokenizers;

/// <summary><c>decode.json</c>: the text of every single id, and of synthetic sequences.</summary>
internal static class DecodingCases
{
    public static IEnumerable<GoldenCase> Read(string file, string group, Lazy<HuggingFaceTokenizer> tokenizer) =>
        TokenizersSuite.Entries(file).Select(entry => new GoldenCase(
            group,
            entry.GetProperty("name").GetString()!,
            "0",
            () => entry.TryGetProperty("texts", out var texts) ? EachId(texts, tokenizer.Value) : Sequence(entry, tokenizer.Value)));

    private static GoldenOutcome EachId(JsonElement texts, HuggingFaceTokenizer tokenizer) =>
        GoldenOutcome.All(
            texts.EnumerateArray().Select((text, id) => Differences.Text($"id {id}", text.GetString()!, tokenizer.Decode([id]))));

    private static GoldenOutcome Sequence(JsonElement entry, HuggingFaceTokenizer tokenizer)
    {
        var ids = entry.GetProperty("ids").Deserialize<int[]>()!;
        return GoldenOutcome.All(
        [
            Differences.Text("text", entry.GetProperty("text").GetString()!, tokenizer.Decode(ids)),
            Differences.Text(
                "text without special tokens",
                entry.GetProperty("text_skip_special_tokens").GetString()!,
                tokenizer.Decode(ids, skipSpecialTokens: true)),
        ]);
    }
}
