using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>option-letter-1: the option that a reply selects.</summary>
internal static partial class OptionLetter
{
    private static readonly char[] Wrapping = [.. " \t\r\n.,:;!?()[]{}<>*`'\"\u201C\u201D\u2018\u2019"];

    /// <summary>Returns the letter of one of <paramref name="options"/>, or null. The first step that yields a letter wins.</summary>
    public static char? Of(string reply, IReadOnlyDictionary<char, string> options)
    {
        var text = PythonStrings.Strip(reply);
        return text.Length == 0
            ? null
            : Bare(text, options) ?? Leading(text, options) ?? Announced(text, options) ?? Spelled(text, options) ?? Alone(text, options);
    }

    private static char? Bare(string text, IReadOnlyDictionary<char, string> options) =>
        text.Trim(Wrapping) is [var character] ? Known(character, options) : null;

    private static char? Leading(string text, IReadOnlyDictionary<char, string> options) =>
        LeadingLetter().Match(text) is { Success: true } match ? Known(match.Groups[1].Value[0], options) : null;

    private static char? Announced(string text, IReadOnlyDictionary<char, string> options) =>
        AnnouncedLetter()
            .Matches(text)
            .Select(match => Known(match.Groups[1].Value[0], options))
            .LastOrDefault(letter => letter is not null);

    private static char? Spelled(string text, IReadOnlyDictionary<char, string> options)
    {
        var wanted = Plain(text);
        var equal = options.Where(option => Plain(option.Value) == wanted).Select(option => option.Key).ToArray();
        return equal is [var only] ? only : null;
    }

    private static char? Alone(string text, IReadOnlyDictionary<char, string> options)
    {
        var letters = LetterAlone().Matches(text)
            .Where(match => options.ContainsKey(match.Value[0]) && !IsWord(text, match.Index))
            .Select(match => match.Value[0])
            .Distinct()
            .ToArray();
        return letters is [var only] ? only : null;
    }

    /// <summary>In "A bird" and "I think" the letter is a word, not a choice.</summary>
    private static bool IsWord(string text, int position) => text[position] is 'A' or 'I' && WordFollows().IsMatch(text, position + 1);

    private static char? Known(char character, IReadOnlyDictionary<char, string> options)
    {
        var letter = char.ToUpperInvariant(character);
        return options.ContainsKey(letter) ? letter : null;
    }

    private static string Plain(string text) => PythonStrings.CollapseSpace(PythonStrings.Lower(text)).TrimEnd('.', '!', '?');

    [GeneratedRegex("""^[(\[*\"`]*([A-Za-z])[*\"`]*[)\].:,](?=\s|$)""")]
    private static partial Regex LeadingLetter();

    // Blanks are atomic groups, because nothing that follows begins with one: otherwise the expression would backtrack over long runs of
    // blanks.
    [GeneratedRegex(
        """\b(?:[Aa]nswer|ANSWER|[Oo]ption|OPTION|[Cc]hoice|CHOICE)(?:(?>\s+)(?:is|would be|should be))?(?>\s*)(?::(?>\s*))?"""
        + """[(\[*\"`]*([A-Z](?![A-Za-z])|[a-z](?=[)\]*\"`\s]*(?:$|[.,;:!?])))""")]
    private static partial Regex AnnouncedLetter();

    [GeneratedRegex("(?<![A-Za-z0-9'])([A-Z])(?![A-Za-z0-9'])")]
    private static partial Regex LetterAlone();

    [GeneratedRegex(@"\G\s+[a-z]")]
    private static partial Regex WordFollows();
}
