using System.Globalization;
using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>clock-time-1: the time stated in a text, on a twelve-hour clock.</summary>
/// <param name="Hour">Hour, 0 to 11.</param>
/// <param name="Minute">Minute, 0 to 59.</param>
internal readonly partial record struct ClockTime(int Hour, int Minute)
{
    private const string Word =
        "(?:twenty[- ]five|twenty[- ]nine|forty[- ]five|fifty[- ]five|seventeen|thirteen|fourteen|eighteen|nineteen|fifteen|sixteen"
        + "|eleven|twelve|twenty|thirty"
        + "|three|seven|eight|forty|fifty|zero|four|five|nine|one|two|six|ten)";

    private const string Number = $"([0-9]{{1,2}}|{Word})";

    private const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Dictionary<string, int> Words =
        """
        zero one two three four five six seven eight nine ten
        eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
        """
            .Split([' ', '\n']).Select((word, value) => KeyValuePair.Create(word, value))
            .Concat([new("twenty five", 25), new("twenty nine", 29), new("thirty", 30)])
            .Concat([new("forty", 40), new("forty five", 45), new("fifty", 50), new("fifty five", 55)])
            .ToDictionary();

    /// <summary>Parses the time, or returns null. The first pattern that occurs decides, even if its value is not a valid time.</summary>
    public static ClockTime? Of(string text)
    {
        foreach (var digits in new[] { WithColon(), WithPeriod() })
        {
            var matches = digits.Matches(text);
            if (matches.Count > 0)
                return matches.Select(match => Valid(Value(match.Groups[1]), Value(match.Groups[2])))
                    .FirstOrDefault(time => time is not null);
        }

        if (HalfPast().Match(text) is { Success: true } half)
            return Valid(Value(half.Groups[1]), 30);
        if (Quarter().Match(text) is { Success: true } quarter)
            return Relative(15, quarter.Groups[1].Value, Value(quarter.Groups[2]));
        if (Minutes().Match(text) is { Success: true } minutes)
            return Relative(Value(minutes.Groups[1]), minutes.Groups[2].Value, Value(minutes.Groups[3]));
        if (OClock().Match(text) is { Success: true } full)
            return Valid(Value(full.Groups[1]), 0);
        if (AmOrPm().Match(text) is { Success: true } half12)
            return Valid(Value(half12.Groups[1]), 0);
        return Digits().Matches(text) is { Count: >= 2 } runs ? Valid(Value(runs[0]), Value(runs[1])) : null;
    }

    /// <summary>Returns the distance between two minute hands in minutes, the shorter way round.</summary>
    public static int MinutesApart(ClockTime a, ClockTime b)
    {
        var difference = Math.Abs(a.Minute - b.Minute);
        return Math.Min(difference, 60 - difference);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Hour == 0 ? 12 : Hour)}:{Minute:00}");

    private static ClockTime? Relative(int minutes, string direction, int hour)
    {
        if (minutes > 59 || hour > 24)
            return null;
        if (minutes == 0 || direction.ToLowerInvariant() is "past" or "after")
            return Valid(hour, minutes);
        return new ClockTime((hour + 11) % 12, 60 - minutes);
    }

    private static ClockTime? Valid(int hour, int minute) =>
        hour < 24 && minute < 60 || hour == 24 && minute == 0 ? new ClockTime(hour % 12, minute) : null;

    /// <summary>Parses one or two digits or a word; a longer run of digits is neither an hour nor a minute.</summary>
    private static int Value(Capture number)
    {
        var text = number.Value.ToLowerInvariant().Replace('-', ' ');
        if (Words.TryGetValue(text, out var value))
            return value;
        return text.TrimStart('0') is var digits && digits.Length <= 2
            ? int.Parse($"0{digits}", CultureInfo.InvariantCulture)
            : int.MaxValue;
    }

    [GeneratedRegex(@"(?<![0-9:])([0-9]{1,2})\s?:\s?([0-9]{1,2})(?![0-9])")]
    private static partial Regex WithColon();

    [GeneratedRegex(@"(?<![0-9.])([0-9]{1,2})(?:\.|h)([0-9]{2})(?![0-9])", AnyCase)]
    private static partial Regex WithPeriod();

    [GeneratedRegex($@"\bhalf past {Number}\b", AnyCase)]
    private static partial Regex HalfPast();

    [GeneratedRegex($@"\b(?:a )?quarter (past|after|to|before) {Number}\b", AnyCase)]
    private static partial Regex Quarter();

    [GeneratedRegex($@"\b{Number}(?: minutes?)? (past|after|to|before) {Number}\b", AnyCase)]
    private static partial Regex Minutes();

    [GeneratedRegex($@"\b{Number}\s?o['\u2019]?\s?clock\b", AnyCase)]
    private static partial Regex OClock();

    [GeneratedRegex(@"\b([0-9]{1,2})\s?[ap]\.?m\b", AnyCase)]
    private static partial Regex AmOrPm();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
