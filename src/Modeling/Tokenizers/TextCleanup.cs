namespace LmmCl.Modeling.Tokenizers;

/// <summary>Implements <c>clean_up_tokenization_spaces</c>: removes the space before punctuation and English contractions.</summary>
public static class TextCleanup
{
    private static readonly (string Spaced, string Joined)[] replacements =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (
            " 're", "'re"),
    ];

    /// <summary>Applies the replacements to decoded text, in order.</summary>
    public static string Apply(string text) =>
        replacements.Aggregate(text, (current, pair) => current.Replace(pair.Spaced, pair.Joined, StringComparison.Ordinal));
}
