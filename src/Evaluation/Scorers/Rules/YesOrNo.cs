using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>yes-no-2: a leading yes or no; otherwise the only one of the two in the text.</summary>
internal static partial class YesOrNo
{
    /// <summary>Returns "yes", "no", or null if the text says neither or both.</summary>
    public static string? Of(string text)
    {
        var plain = ReplyText.Of(text).ToLowerInvariant();
        if (Either().IsMatch(plain) || Hedge().IsMatch(plain))
        {
            return null;
        }

        if (First().Match(plain) is { Success: true } first)
        {
            return Word(first.Groups[1].Value);
        }

        if (Announced().Match(plain) is { Success: true } announced)
        {
            return Word(announced.Groups[1].Value);
        }

        var said = Said().Matches(plain).Select(match => Word(match.Value)).Distinct().ToArray();
        return said is [var only] ? only : null;
    }

    private static string Word(string word) => word is "yes" or "yeah" or "yep" or "true" or "correct" or "是" or "是的" ? "yes" : "no";

    [GeneratedRegex(@"\byes (?:or|and|/) no\b|\byes/no\b|\bno or yes\b")]
    private static partial Regex Either();

    [GeneratedRegex(@"\A[^\p{L}]*(?:maybe|perhaps|possibly|probably not sure|not sure|unsure|i don't know|cannot tell|can't tell)\b")]
    private static partial Regex Hedge();

    [GeneratedRegex(@"\A[^\p{L}\p{N}]*(yes|yeah|yep|no|nope|true|false|correct|incorrect|是的|是|不是|否)(?![\p{L}\p{N}'])")]
    private static partial Regex First();

    [GeneratedRegex(@"\banswer(?: is)?(?>\s*)(?::(?>\s*))?[""'(*]*(yes|no|true|false)\b")]
    private static partial Regex Announced();

    [GeneratedRegex(@"(?<![\p{L}'-])(?:yes|no)(?![\p{L}'-])")]
    private static partial Regex Said();
}
