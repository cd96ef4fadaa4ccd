using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Tokenizers;

/// <summary>
/// <c>streaming.json</c>: streamed text is never retracted, never exceeds the safe prefix, and is complete after the flush.
/// </summary>
internal static class StreamingCases
{
    public static IEnumerable<GoldenCase> Read(string file, string group, Lazy<HuggingFaceTokenizer> tokenizer) =>
        TokenizersSuite.Entries(file).Select(entry => new GoldenCase(group, entry.GetProperty("name").GetString()!, "0", () =>
            GoldenOutcome.All([Check(entry, tokenizer.Value, skip: false), Check(entry, tokenizer.Value, skip: true)])));

    private static GoldenOutcome Check(JsonElement entry, HuggingFaceTokenizer tokenizer, bool skip)
    {
        var suffix = skip ? "_skip_special_tokens" : "";
        var ids = entry.GetProperty("ids").Deserialize<int[]>()!;
        var final = entry.GetProperty($"prefixes{suffix}").EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.String } last
            ? last.GetString()!
            : "";
        var safe = entry.GetProperty($"safe_utf16{suffix}").Deserialize<int[]>()!;
        var decoder = tokenizer.NewStream(skip);
        var printed = "";
        for (var i = 0; i < ids.Length; i++)
        {
            printed += decoder.Push(ids[i]);
            if (printed.Length > safe[i] || !final.StartsWith(printed, StringComparison.Ordinal))
            {
                return GoldenOutcome.Equal(false, () => $"after {i + 1} ids \"{printed}\" was printed, {safe[i]} units were safe");
            }
        }

        return Differences.Text("printed", final, printed + decoder.Flush());
    }
}
