using System.Text.Json;
using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>
/// options-2: the options of an item, in fields or in the question, as <c>A. text</c>, <c>A) text</c>, <c>(A) text</c> or <c>A: text</c>.
/// </summary>
internal static partial class OptionLines
{
    /// <summary>Longest question in which options are sought within lines.</summary>
    private const int LongestLine = 4_096;

    /// <summary>Returns the options of a field: a list, or an object from letters to texts; none if there are none.</summary>
    public static SortedDictionary<char, string> OfField(JsonElement item, string field)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(field, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Object
            ? new(value.EnumerateObject()
                .Where(option => option.Name.Length == 1 && char.IsAsciiLetter(option.Name[0]))
                .DistinctBy(option => char.ToUpperInvariant(option.Name[0]))
                .ToDictionary(option => char.ToUpperInvariant(option.Name[0]), option => option.Value.ToString()))
            : Options.InOrder(item.Texts(field).Select(text => Lettered().Replace(text, "")));
    }

    /// <summary>Reads the options in a question: lines, a list after <c>Options:</c>, or within one line.</summary>
    public static SortedDictionary<char, string> OfQuestion(string question)
    {
        var text = ReplyText.Of(question);
        SortedDictionary<char, string>[] places =
        [
            Collected(Line().Matches(text)), Options.OfList(text), text.Length > LongestLine ? [] : Collected(Inline().Matches(text)),
        ];
        return places.FirstOrDefault(options => options.Count > 1) ?? [];
    }

    /// <summary>The options whose letters follow each other from A on.</summary>
    private static SortedDictionary<char, string> Collected(MatchCollection matches)
    {
        var options = new SortedDictionary<char, string>();
        foreach (Match match in matches)
        {
            var letter = char.ToUpperInvariant(match.Groups[1].Value[0]);
            if (letter == 'A' + options.Count)
            {
                options[letter] = match.Groups[2].Value.Trim();
            }
        }

        return options;
    }

    [GeneratedRegex(@"^[ \t*-]*\(?([A-Za-z])[.):][ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?:^|[\s,;])\(?([A-Z])[.):]\s*(.+?)(?=[\s,;]+\(?[A-Z][.):]|$)", RegexOptions.Singleline)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^\s*\(?[A-Z][.):]\s+")]
    private static partial Regex Lettered();
}
