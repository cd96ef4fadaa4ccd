using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>Finds the options of a multiple-choice item: letter to text.</summary>
internal static partial class Options
{
    /// <summary>Texts in order get the letters A, B, ...; more than 26 have no letter.</summary>
    public static SortedDictionary<char, string> InOrder(IEnumerable<string> texts) =>
        new(texts.Take(26)
            .Select((text, index) => (Letter: (char)('A' + index), text))
            .ToDictionary(option => option.Letter, option => option.text));

    /// <summary>Lines such as <c>B. House Wren</c> of the question.</summary>
    public static SortedDictionary<char, string> OfLines(string question) => Collected(OptionLine().Matches(question));

    /// <summary>What follows <c>Options:</c> as <c>A: one, B: two</c>.</summary>
    public static SortedDictionary<char, string> OfList(string question)
    {
        var start = question.IndexOf("Options:", StringComparison.Ordinal);
        return start < 0 ? [] : Collected(OptionOfList().Matches(PythonStrings.Strip(question[(start + "Options:".Length)..])));
    }

    /// <summary>The fields <c>choice_a</c> to <c>choice_d</c>.</summary>
    public static SortedDictionary<char, string> OfChoiceFields(JsonElement item) =>
        InOrder("abcd".Select(letter => item.Text($"choice_{letter}")));

    private static SortedDictionary<char, string> Collected(MatchCollection matches)
    {
        var options = new SortedDictionary<char, string>();
        foreach (Match match in matches)
        {
            options[match.Groups[1].Value[0]] = match.Groups[2].Value;
        }

        return options;
    }

    [GeneratedRegex(@"^([A-Z])\. (.*)$", RegexOptions.Multiline)]
    private static partial Regex OptionLine();

    [GeneratedRegex(@"(?:\A|, )([A-Z]): (.*?)(?=, [A-Z]: |\z)", RegexOptions.Singleline)]
    private static partial Regex OptionOfList();
}
