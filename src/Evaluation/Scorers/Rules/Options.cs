using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>Finds the options of a multiple-choice item, as a map from letter to text.</summary>
internal static partial class Options
{
    /// <summary>Assigns the letters A, B, ... to texts in order; texts beyond 26 have no letter.</summary>
    public static SortedDictionary<char, string> InOrder(IEnumerable<string> texts) =>
        new(texts.Take(26)
            .Select((text, index) => (Letter: (char)('A' + index), text))
            .ToDictionary(option => option.Letter, option => option.text));

    /// <summary>Reads lines such as <c>B. House Wren</c> in the question.</summary>
    public static SortedDictionary<char, string> OfLines(string question) => Collected(OptionLine().Matches(question));

    /// <summary>Reads the list after <c>Options:</c>, such as <c>A: one, B: two</c>.</summary>
    public static SortedDictionary<char, string> OfList(string question)
    {
        var start = question.IndexOf("Options:", StringComparison.Ordinal);
        return start < 0 ? [] : Collected(OptionOfList().Matches(PythonStrings.Strip(question[(start + "Options:".Length)..])));
    }

    /// <summary>Reads the fields <c>choice_a</c> to <c>choice_d</c>.</summary>
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
