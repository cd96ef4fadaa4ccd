using System.Text;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers;
using LmmCl.Modeling.Tokenizers;
using LmmCl.Modeling.Tokenizers.Bpe;

namespace LmmCl.Evaluation.Probes;

/// <summary>
/// Number tokens of a vocabulary: digits, ordinals, decimals, and number words up to twenty, the tens, and hundred to billion.
/// </summary>
public static partial class NumberTokens
{
    /// <summary>Word-start marks stripped by the published scan: those of byte-level vocabularies and of SentencePiece.</summary>
    private static readonly char[] BlankMarks = ['\u0120', '\u2581'];

    private static readonly HashSet<string> Words =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion",
    ];

    /// <summary>
    /// Returns the ids of a tokenizer's number tokens, ascending. A vocabulary that contains U+2581 as a token is treated as SentencePiece.
    /// </summary>
    public static IReadOnlyList<int> Of(ITokenizer tokenizer, ScoringMode mode = ScoringMode.Default) => Of(
        [.. Enumerable.Range(0, tokenizer.VocabularySize).Select(tokenizer.TokenOf)],
        tokenizer.IdOf("\u2581") is null ? TokenForm.ByteLevel : TokenForm.SentencePiece,
        mode);

    /// <summary>
    /// Returns the ids of the number tokens in a list of raw tokens; the index is the id, and an entry is null if the id has no token.
    /// </summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<string?> tokens, TokenForm form, ScoringMode mode = ScoringMode.Default) =>
    [
        .. Enumerable.Range(0, tokens.Count).Where(id =>
            tokens[id] is { } token && (mode == ScoringMode.Default ? IsNumber(token, form) : IsPublished(token))),
    ];

    private static bool IsNumber(string token, TokenForm form)
    {
        var decoded = form == TokenForm.ByteLevel ? Encoding.UTF8.GetString(ByteAlphabet.Read(token)) : token.Replace('\u2581', ' ');
        var text = PythonStrings.Strip(decoded);
        return Numeral().IsMatch(text) || Words.Contains(text.ToLowerInvariant());
    }

    /// <summary>
    /// Reproduces the reference's scan, which lower-cases words before it strips the marks. U+0120 is a capital letter whose lower case is
    /// not stripped, so number words with a leading blank are missed.
    /// </summary>
    private static bool IsPublished(string token)
    {
        var text = Stripped(token);
        return Numeral().IsMatch(text) || IsPublishedOrdinal(text) || Words.Contains(Stripped(PythonStrings.Lower(token)));
    }

    private static string Stripped(string token) => PythonStrings.Strip(token).Trim(BlankMarks);

    /// <summary>Accepts whatever Python's <c>isdigit</c> accepts before the ending, including superscripts and other scripts.</summary>
    private static bool IsPublishedOrdinal(string text) =>
        OrdinalEnding().IsMatch(text) && text.Length > 2 && text[..^2].EnumerateRunes().All(IsDigit);

    private static bool IsDigit(Rune character) =>
        System.Globalization.CharUnicodeInfo.GetDigitValue(character.ToString(), 0) >= 0;

    [GeneratedRegex(@"\A[0-9]+(?:[.,][0-9]+|[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH])?\z")]
    private static partial Regex Numeral();

    [GeneratedRegex(@"(?:[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH])\z")]
    private static partial Regex OrdinalEnding();
}
