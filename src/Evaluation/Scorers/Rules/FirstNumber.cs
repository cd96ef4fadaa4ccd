using System.Globalization;
using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>first-number-1: the first number of a text, in digits or in words, as exact decimal text without redundant zeros.</summary>
internal static partial class FirstNumber
{
    private static readonly Dictionary<string, int> Units = Numbered(0, 1, "zero one two three four five six seven eight nine");
    private static readonly Dictionary<string, int> Teens = Numbered(
        10, 1, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
    private static readonly Dictionary<string, int> Tens = Numbered(20, 10, "twenty thirty forty fifty sixty seventy eighty ninety");

    /// <summary>Returns the number, or null if the text has none.</summary>
    public static string? Of(string text)
    {
        var tokens = Token().Matches(text);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!char.IsAsciiLetter(tokens[i].ValueSpan[0]))
                return Canonical(tokens[i].Value);
            if (Spoken(text, tokens, i) is { } value)
                return value.ToString(CultureInfo.InvariantCulture);
        }

        return tokens.Any(token => Word(token) == "none") ? "0" : null;
    }

    /// <summary>Returns the exact value as text: <c>1,200.50</c> and <c>01200.5</c> are both <c>1200.5</c>.</summary>
    public static string Canonical(string number)
    {
        var negative = number.StartsWith('-');
        var parts = number.TrimStart('-').Replace(",", "").Split('.');
        var whole = parts[0].TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        var fraction = parts.Length > 1 ? parts[1].TrimEnd('0') : "";
        var value = fraction.Length > 0 ? $"{whole}.{fraction}" : whole;
        return negative && value != "0" ? $"-{value}" : value;
    }

    /// <summary>Parses the number in words that begins at a token: [below a thousand] thousand [and] [below a thousand].</summary>
    private static int? Spoken(string text, MatchCollection tokens, int start)
    {
        if (BelowThousand(text, tokens, start) is not { } first)
        {
            return null;
        }

        var (value, next) = first;
        if (value == 0 || !Continues(text, tokens, next) || Word(tokens[next]) != "thousand")
        {
            return value;
        }

        value *= 1000;
        next++;
        return Continued(text, tokens, next, BelowThousand) is { } rest ? value + rest.Value : value;
    }

    private static (int Value, int Next)? BelowThousand(string text, MatchCollection tokens, int start)
    {
        if (BelowHundred(text, tokens, start) is not { } first)
        {
            return null;
        }

        var (value, next) = first;
        if (value is < 1 or > 9 || !Continues(text, tokens, next) || Word(tokens[next]) != "hundred")
        {
            return first;
        }

        value *= 100;
        next++;
        return Continued(text, tokens, next, BelowHundred) is { } rest ? (value + rest.Value, rest.Next) : (value, next);
    }

    private static (int Value, int Next)? BelowHundred(string text, MatchCollection tokens, int start)
    {
        var word = Word(tokens[start]);
        if (Units.TryGetValue(word, out var value) || Teens.TryGetValue(word, out value))
        {
            return (value, start + 1);
        }

        if (!Tens.TryGetValue(word, out value))
        {
            return null;
        }

        return Continues(text, tokens, start + 1) && Units.TryGetValue(Word(tokens[start + 1]), out var unit) && unit > 0
            ? (value + unit, start + 2)
            : (value, start + 1);
    }

    /// <summary>Parses the part after hundred or thousand, with or without "and".</summary>
    private static (int Value, int Next)? Continued(
        string text, MatchCollection tokens, int next, Func<string, MatchCollection, int, (int Value, int Next)?> part)
    {
        if (Continues(text, tokens, next) && Word(tokens[next]) == "and")
        {
            next++;
        }

        return Continues(text, tokens, next) && part(text, tokens, next) is { Value: > 0 } found ? found : null;
    }

    /// <summary>Returns true if a token follows the previous one after blanks or one hyphen.</summary>
    private static bool Continues(string text, MatchCollection tokens, int next)
    {
        if (next >= tokens.Count)
        {
            return false;
        }

        var end = tokens[next - 1].Index + tokens[next - 1].Length;
        var between = text.AsSpan(end, tokens[next].Index - end);
        return between is "-" || (between.Length > 0 && between.IsWhiteSpace());
    }

    private static string Word(Match token) => token.Value.ToLowerInvariant();

    private static Dictionary<string, int> Numbered(int first, int step, string words) =>
        words.Split(' ').Select((word, index) => (word, index)).ToDictionary(entry => entry.word, entry => first + (step * entry.index));

    [GeneratedRegex(@"(?<![\w.])-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|[A-Za-z]+")]
    private static partial Regex Token();
}
