using System.Globalization;
using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>clock-time-2: clock-time-1 of a text whose number words are digits, with noon and midnight, and without denied times.</summary>
internal static partial class SpokenTime
{
    private static readonly string[] units = "zero one two three four five six seven eight nine".Split(' ');
    private static readonly string[] teens =
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".Split(' ');

    private static readonly string[] tens = "twenty thirty forty fifty".Split(' ');

    /// <summary>Returns the time, or null.</summary>
    public static ClockTime? Of(string text)
    {
        var plain = Denied().Replace(ReplyText.Of(text), " ");
        plain = Noon().Replace(plain, "12:00");
        plain = OhMinutes().Replace(plain, match => $"0{Value(match.Groups[1].Value)}");
        plain = NumberWord().Replace(plain, match => Value(match.Value).ToString(CultureInfo.InvariantCulture));
        plain = HourAndMinutes().Replace(plain, "$1:$2");
        return ClockTime.Of(plain);
    }

    private static int Value(string words)
    {
        var parts = words.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        var first = Array.IndexOf(tens, parts[0]);
        return first >= 0 ? (20 + (10 * first)) + (parts.Length > 1 ? Array.IndexOf(units, parts[1]) : 0)
            : Array.IndexOf(teens, parts[0]) is >= 0 and var teen ? 10 + teen
            : Array.IndexOf(units, parts[0]);
    }

    [GeneratedRegex(@"\bnot\s+(?:at\s+)?[0-9]{1,2}[:.][0-9]{2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex(@"\b(?:12\s+)?(?:noon|midnight|midday)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Noon();

    [GeneratedRegex(@"\b(?:oh?|zero)[ -](one|two|three|four|five|six|seven|eight|nine)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OhMinutes();

    [GeneratedRegex(
        @"\b(?:(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen"
        + @"|fifteen|sixteen|seventeen|eighteen|nineteen|zero|one|two|three|four|five|six|seven|eight|nine)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex NumberWord();

    /// <summary>"3 45", and "3 05": an hour followed by two digits.</summary>
    [GeneratedRegex(@"(?<![0-9:.])([0-9]{1,2})[ -]([0-5][0-9])(?![0-9:.]|\s*(?:minutes?|past|to|after|before)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex HourAndMinutes();
}
