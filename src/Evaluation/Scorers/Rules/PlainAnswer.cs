using System.Globalization;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>exact-2: equality of whole texts, ignoring case and all punctuation that does not change a number or a name.</summary>
internal static partial class PlainAnswer
{
    private static readonly string[] numberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>Returns true if a reply equals the gold answer.</summary>
    public static bool Matches(string reply, string gold)
    {
        var (said, wanted) = (Of(reply), Of(gold));
        return said == wanted && (said.Length > 0 || ReplyText.Of(reply) == ReplyText.Of(gold));
    }

    /// <summary>Lower-cases and deletes marks, except signs, points and commas of numbers.</summary>
    public static string Of(string text)
    {
        var plain = Separators().Replace(ReplyText.Of(text).ToLowerInvariant(), "");
        plain = Percent().Replace(plain, "");
        var kept = Pieces().Matches(plain)
            .Select(match => match.Groups["keep"].Success ? match.Value : PythonStrings.DeletePunctuation(match.Value));
        var words = PythonStrings.CollapseSpace(string.Concat(kept));
        words = Zeros().Replace(words, "$1");
        return Array.IndexOf(numberWords, words) is >= 0 and var value ? value.ToString(CultureInfo.InvariantCulture) : words;
    }

    /// <summary>Commas between groups of three digits.</summary>
    [GeneratedRegex(@"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")]
    private static partial Regex Separators();

    [GeneratedRegex(@"(?<=[0-9])\s?(?:%|percent\b|per cent\b)")]
    private static partial Regex Percent();

    [GeneratedRegex(
        @"(?<keep>(?<![\p{L}0-9])-(?=[0-9.])|(?<=[0-9])[.:](?=[0-9])|(?<![0-9])\.(?=[0-9])|(?<=[a-z])[+#]+)|[^-.:+#]+|[-.:+#]",
        RegexOptions.Singleline)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"\A(-?[0-9]+)\.0+\z")]
    private static partial Regex Zeros();
}
