using System.Text.RegularExpressions;
using LmmCl.Modeling.Tokenizers.Normalization;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>
/// reply-text-2: the text of a reply as displayed. Removes reasoning before the answer and the markup of bold text and boxed formulas,
/// composes letters (NFC), and replaces typographic quotes, dashes and minus signs, full-width forms and blanks of all kinds by their plain
/// ASCII forms.
/// </summary>
internal static partial class ReplyText
{
    private const string Invisible = "\u200B\u200C\u200D\u2060\uFEFF\u00AD";
    private const string Apostrophes = "\u2018\u2019\u201A\u2032\u02BC\u00B4";
    private const string Quotes = "\u201C\u201D\u201E\u2033\u00AB\u00BB";
    private const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE63\uFF0D";

    /// <summary>Returns the plain text of a reply or a gold answer, without blanks around it.</summary>
    public static string Of(string text)
    {
        var answer = text.Contains("</think>", StringComparison.Ordinal)
            ? text[(text.LastIndexOf("</think>", StringComparison.Ordinal) + "</think>".Length)..]
            : text;
        answer = Thousands().Replace(ComposedText.Of(answer), "");
        answer = Boxed().Replace(answer, match => match.Groups[1].Value);
        return string.Concat(answer.Where(mark => !Invisible.Contains(mark)).Select(Plain)).Replace("**", "").Replace("__", "").Trim();
    }

    /// <summary>Returns the text without quotes around it and without marks at its end.</summary>
    public static string WithoutMarks(string text) => text
        .Trim(' ', '\n', '\t', '"', '\'', '`', '*')
        .TrimEnd('.', '!', ' ', ',', ';', ':', '\u3002')
        .Trim('"', '\'', '`', '*', ' ');

    private static char Plain(char mark) =>
        Apostrophes.Contains(mark) ? '\''
        : Quotes.Contains(mark) ? '"'
        : Dashes.Contains(mark) ? '-'
        : mark is > '\uFF00' and < '\uFF5F' ? (char)(mark - 0xFEE0)
        : mark is not '\n' and not '\t' && char.IsWhiteSpace(mark) ? ' '
        : mark;

    /// <summary>Narrow and non-breaking blanks between groups of three digits.</summary>
    [GeneratedRegex(@"(?<=[0-9])[\u00A0\u202F\u2009](?=[0-9]{3}(?![0-9]))")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\\boxed\{\s*(?:\\text\{)?\s*([^{}]*?)\s*\}{1,2}")]
    private static partial Regex Boxed();
}
