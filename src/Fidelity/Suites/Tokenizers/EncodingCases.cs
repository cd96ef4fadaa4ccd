using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Tokenizers;

/// <summary><c>cases.json</c>: text to ids, and those ids back to text.</summary>
internal static class EncodingCases
{
    public static IEnumerable<GoldenCase> Read(string file, string group, Lazy<HuggingFaceTokenizer> tokenizer) =>
        TokenizersSuite.Entries(file).Select(entry => new GoldenCase(
            group, entry.GetProperty("name").GetString()!, "0", () => Check(entry, tokenizer.Value)));

    private static GoldenOutcome Check(JsonElement entry, HuggingFaceTokenizer tokenizer)
    {
        var text = entry.GetProperty("text").GetString()!;
        var withSpecial = entry.GetProperty("ids_with_special_tokens").Deserialize<int[]>()!;
        return GoldenOutcome.All(
        [
            Differences.Ids("ids", entry.GetProperty("ids").Deserialize<int[]>()!, tokenizer.Encode(text)),
            Differences.Ids("ids with special tokens", withSpecial, tokenizer.Encode(text, addSpecialTokens: true)),
            Differences.Text("decoded", entry.GetProperty("decoded").GetString()!, tokenizer.Decode(withSpecial)),
            Differences.Text(
                "decoded without special tokens",
                entry.GetProperty("decoded_skip_special_tokens").GetString()!,
                tokenizer.Decode(withSpecial, skipSpecialTokens: true)),
        ]);
    }
}
