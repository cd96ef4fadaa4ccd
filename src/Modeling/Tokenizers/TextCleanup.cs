namespace LmmCl.Modeling.Tokenizers;

/// <summary>The field's <c>clean_up_tokenization_spaces</c>: removes the space before punctuation and English contractions.</summary>
public static class TextCleanup
{
    private static readonly (string Spaced, string Joined)[] replacements =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (
            " 're", "'re"),
    ];

    /// <summary>Decoded text with the replacements made, one kind after another.</summary>
    public static string Apply(string text) =>
        replacements.Aggregate(text, (current, pair) => current.Replace(pair.Spaced, pair.Joined, StringComparison.Ordinal));
}
