using System.Text;

namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>
/// Splits like Qwen2 and Llama 3, implemented over code points because .NET's regular expressions operate on UTF-16 units and
/// never match a letter or digit above U+FFFF. Its alternatives, of which the first match wins:
/// <code>(?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+ | \p{N}{1,digits} |  ?[^\s\p{L}\p{N}]+[\r\n]* | \s*[\r\n]+ | \s+(?!\S) |
/// \s+</code>
/// </summary>
internal sealed class WordSplit(int digits) : IPreTokenizer
{
    private const string Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private enum Kind
    {
        Letter,
        Number,
        Space,
        Newline,
        Other,
    }

    /// <summary>Regular expression of Qwen2: one digit per piece.</summary>
    public static string Qwen2Pattern => Pattern;

    /// <summary>Regular expression of Llama 3: up to three digits per piece.</summary>
    public static string Llama3Pattern => Pattern.Replace(@"|\p{N}|", @"|\p{N}{1,3}|", StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<string> Split(string text, bool opensTheText)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = PieceEnd(text, start);
            yield return text[start..end];
            start = end;
        }
    }

    private int PieceEnd(string text, int start)
    {
        var kind = KindAt(text, start, out var next);
        if (ContractionEnd(text, start) is { } contraction)
        {
            return contraction;
        }

        if (kind == Kind.Letter)
        {
            return RunEnd(text, next, Kind.Letter);
        }

        if (kind is Kind.Space or Kind.Other && StartsWith(text, next, Kind.Letter))
        {
            return RunEnd(text, next, Kind.Letter);
        }

        if (kind == Kind.Number)
        {
            return NumberEnd(text, next);
        }

        if (kind == Kind.Other || (text[start] == ' ' && StartsWith(text, next, Kind.Other)))
        {
            return RunEnd(text, RunEnd(text, next, Kind.Other), Kind.Newline);
        }

        return WhiteSpaceEnd(text, start);
    }

    /// <summary>Returns the end of an apostrophe with s, t, re, ve, m, ll or d in any case; the long s folds to s.</summary>
    private static int? ContractionEnd(string text, int start)
    {
        if (text[start] != '\'' || start + 1 >= text.Length)
        {
            return null;
        }

        var second = start + 2 < text.Length ? Lower(text[start + 2]) : '\0';
        return (Lower(text[start + 1]), second) switch
        {
            ('s' or '\u017F' or 't' or 'm' or 'd', _) => start + 2,
            ('r' or 'v', 'e') or ('l', 'l') => start + 3,
            _ => null,
        };
    }

    private static char Lower(char unit) => unit is >= 'A' and <= 'Z' ? (char)(unit + 32) : unit;

    private int NumberEnd(string text, int end)
    {
        for (var count = 1; count < digits && end < text.Length && KindAt(text, end, out var next) == Kind.Number; count++)
        {
            end = next;
        }

        return end;
    }

    /// <summary>
    /// Returns the end of the last newline in the run; otherwise all but the last space, which belongs to the following word.
    /// </summary>
    private static int WhiteSpaceEnd(string text, int start)
    {
        var (end, last, afterNewline) = (start, start, -1);
        while (end < text.Length && KindAt(text, end, out var next) is var kind and (Kind.Space or Kind.Newline))
        {
            (last, end) = (end, next);
            afterNewline = kind == Kind.Newline ? end : afterNewline;
        }

        return afterNewline > 0 ? afterNewline : end == text.Length || last == start ? end : last;
    }

    private static int RunEnd(string text, int end, Kind kind)
    {
        while (end < text.Length && KindAt(text, end, out var next) == kind)
        {
            end = next;
        }

        return end;
    }

    private static bool StartsWith(string text, int at, Kind kind) => at < text.Length && KindAt(text, at, out _) == kind;

    private static Kind KindAt(string text, int at, out int next)
    {
        var unit = text[at];
        if (char.IsAscii(unit))
        {
            next = at + 1;
            return char.IsAsciiLetter(unit) ? Kind.Letter
                : char.IsAsciiDigit(unit) ? Kind.Number
                : unit is '\r' or '\n' ? Kind.Newline
                : unit is ' ' or (>= '\t' and <= '\f') ? Kind.Space
                : Kind.Other;
        }

        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
        next = at + length;
        return UnicodeClass.IsLetter(rune) ? Kind.Letter
            : UnicodeClass.IsNumber(rune) ? Kind.Number
            : UnicodeClass.IsWhiteSpace(rune) ? Kind.Space
            : Kind.Other;
    }
}
