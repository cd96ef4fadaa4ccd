using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>Token overlap of free answers: exact match, F1 and BLEU on lower-cased words without punctuation and articles.</summary>
internal static partial class AnswerTokens
{
    /// <summary>Returns the words that are compared.</summary>
    public static string[] Of(string text) =>
    [
        .. PythonStrings.Split(PythonStrings.DeletePunctuation(PythonStrings.Lower(text)))
            .Where(word => word is not ("a" or "an" or "the")),
    ];

    /// <summary>Returns "yes" or "no" if the gold answer is exactly that, otherwise null.</summary>
    public static string? YesOrNo(string gold) => Of(gold) is [("yes" or "no") and var word] ? word : null;

    /// <summary>Returns the reply's first run of ASCII letters and digits in lower case, or null.</summary>
    public static string? FirstWord(string reply) =>
        Alphanumeric().Match(PythonStrings.Lower(reply)) is { Success: true } match ? match.Value : null;

    /// <summary>Computes 2c / (p + g), where c is the multiset overlap; if one side is empty, 1 only if both are.</summary>
    public static double F1(string[] predicted, string[] gold)
    {
        if (predicted.Length == 0 || gold.Length == 0)
        {
            return predicted.Length == gold.Length ? 1 : 0;
        }

        return 2.0 * NGrams.Overlap(predicted, gold, 1) / (predicted.Length + gold.Length);
    }

    /// <summary>
    /// Computes the geometric mean of the clipped precisions of orders 1 to <paramref name="order"/> for which the prediction has n-grams,
    /// times the brevity penalty in words; 0 if a precision is 0 or the prediction is empty.
    /// </summary>
    public static double Bleu(string[] predicted, string[] gold, int order)
    {
        if (predicted.Length == 0)
        {
            return 0;
        }

        var precisions = Enumerable.Range(1, Math.Min(order, predicted.Length)).Select(n => NGrams.Precision(predicted, gold, n)).ToArray();
        if (precisions.Contains(0))
        {
            return 0;
        }

        var brevity = predicted.Length > gold.Length ? 1 : Math.Exp(1 - ((double)gold.Length / predicted.Length));
        return brevity * Math.Exp(precisions.Average(Math.Log));
    }

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Alphanumeric();
}
