using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>
/// Answer normaliser and ten-annotator agreement of TextVQA, including the bugs of the published normaliser (its result is the official
/// score).
/// </summary>
internal static partial class VqaAnswer
{
    /// <summary>
    /// The normaliser passes its regular-expression flag as the count parameter, so at most this many periods are removed.
    /// </summary>
    private const int LargestPeriodCount = 32;

    private const string Punctuation = ";/[]\"{}()=+\\_-><@`,?!";

    private static readonly Dictionary<string, string> Numbers =
        "none zero one two three four five six seven eight nine ten".Split(' ').Select(
            (word, index) => (word, value: Math.Max(0, index - 1)))
            .ToDictionary(entry => entry.word, entry => entry.value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// Computes the mean over the annotators of min(1, others who gave the reply / 3). A single gold answer has no others and scores 0.
    /// </summary>
    public static double Agreement(string normalisedReply, IReadOnlyList<string> answers)
    {
        if (answers.Count == 0)
        {
            return 0;
        }

        var normalised = answers.Select(Normalise).ToArray();
        var matches = normalised.Count(answer => answer == normalisedReply);
        return normalised.Average(answer => Math.Min(1, (matches - (answer == normalisedReply ? 1 : 0)) / 3.0));
    }

    /// <summary>Returns the text used for comparison.</summary>
    public static string Normalise(string text)
    {
        var tokenised = PythonStrings.Strip(PythonStrings.Lower(text).Replace(",", "").Replace("?", "").Replace("'s", " 's"));
        return DigitsAndArticles(WithoutPunctuation(PythonStrings.Strip(tokenised.Replace('\n', ' ').Replace('\t', ' '))));
    }

    private static string WithoutPunctuation(string original)
    {
        var commaBetweenDigits = CommaBetweenDigits().IsMatch(original);
        var text = original;
        foreach (var mark in Punctuation)
        {
            var besideBlank = original.Contains($"{mark} ", StringComparison.Ordinal)
                || original.Contains($" {mark}", StringComparison.Ordinal);
            text = text.Replace(mark.ToString(), besideBlank || commaBetweenDigits ? "" : " ");
        }

        return Period().Replace(text, "", LargestPeriodCount);
    }

    private static string DigitsAndArticles(string text)
    {
        var words = PythonStrings.Split(PythonStrings.Lower(text))
            .Select(word => Numbers.GetValueOrDefault(word, word))
            .Where(word => word is not ("a" or "an" or "the"))
            .Select(word => VqaContractions.Expanded.GetValueOrDefault(word, word));
        return string.Join(' ', words);
    }

    [GeneratedRegex(@"(?<=\d),+(?=\d)")]
    private static partial Regex CommaBetweenDigits();

    [GeneratedRegex(@"\.(?!\d)")]
    private static partial Regex Period();
}
