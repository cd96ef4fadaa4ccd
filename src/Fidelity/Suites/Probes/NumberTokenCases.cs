using System.Text.Json;
using LmmCl.Evaluation.Probes;
using LmmCl.Evaluation.Scorers;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>The number tokens of a vocabulary.</summary>
internal static class NumberTokenCases
{
    public static GoldenOutcome List(JsonElement item)
    {
        string[] tokens = [.. item.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];
        var form = item.Text("token_form") == "sentencepiece" ? TokenForm.SentencePiece : TokenForm.ByteLevel;
        return Both(item, mode => NumberTokens.Of(tokens, form, mode));
    }

    public static GoldenOutcome Tokenizer(JsonElement item, string folder)
    {
        var tokenizer = HuggingFaceTokenizer.Load(Path.Combine(folder, item.Text("tokenizer")));
        return Both(item, mode => NumberTokens.Of(tokenizer, mode));
    }

    private static GoldenOutcome Both(JsonElement item, Func<ScoringMode, IReadOnlyList<int>> found) => GoldenOutcome.All(
    [
        Same("default", item, found(ScoringMode.Default)),
        Same("as_published", item, found(ScoringMode.AsPublished)),
    ]);

    private static GoldenOutcome Same(string mode, JsonElement item, IReadOnlyList<int> found)
    {
        int[] expected = [.. item.GetProperty(mode).EnumerateArray().Select(id => id.GetInt32())];
        return GoldenOutcome.Equal(
            expected.SequenceEqual(found),
            () => $"{mode}: missing {string.Join(' ', expected.Except(found))}, too many {string.Join(' ', found.Except(expected))}");
    }
}
