using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>first-number-2: first-number-1 of the plain text; "no birds" is 0, a dozen is 12, and denied numbers do not count.</summary>
internal static partial class CountedNumber
{
    /// <summary>Returns the number, or null if the text has none.</summary>
    public static string? Of(string text)
    {
        var plain = Denied().Replace(ReplyText.Of(text), " ");
        plain = Dozen().Replace(plain, match => match.Groups[1].Value.ToLowerInvariant() switch
        {
            "two " => "24",
            "half a " => "6",
            _ => "12",
        });
        var number = FirstNumber.Of(plain);
        return number is null or "1" && NoneOfThem().IsMatch(plain) ? "0" : number;
    }

    [GeneratedRegex(
        @"\bnot\s+(?:-?[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten)\b(?:(?>\s*),?(?>\s*)but\b)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex(@"\b(two |half a |a |one )?dozen\b", RegexOptions.IgnoreCase)]
    private static partial Regex Dozen();

    [GeneratedRegex(
        @"^(?:there (?:are|is) )?no(?:ne|t a single| one)?\b(?![,.!]?\s+(?:[0-9]|there))|\bthere (?:are|is) (?:no|not any)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoneOfThem();
}
