using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// PathVQA as scored by the reference: "exact match" is a word precision, F1 ignores the multiplicity of gold words, BLEU skips zero
/// precisions and measures length in characters, digits are deleted, and yes/no questions are recognised by their first word.
/// </summary>
internal static partial class PathVqaPublished
{
    private static readonly string[] YesNoQuestions =
    [
        "is ", "are ", "was ", "were ", "does ", "do ", "did ", "can ", "could ", "would ", "should ", "has ", "have ", "had ", "will ",
        "shall ", "am i ",
    ];

    public static SampleScore Score(string question, string answer, string reply)
    {
        var predicted = Words(reply);
        var gold = Words(answer);
        var exactMatch = predicted.Length == 0 ? 0 : (double)gold.Distinct().Count(predicted.ToHashSet().Contains) / predicted.Length;
        var asked = PythonStrings.Lower(PythonStrings.Strip(question));
        var binary = YesNoQuestions.Any(start => asked.StartsWith(start, StringComparison.Ordinal))
            ? (PythonStrings.Lower(reply) == PythonStrings.Lower(PythonStrings.Strip(answer)) ? 1.0 : 0.0)
            : (double?)null;
        return PathVqaMetrics.Scores(
            exactMatch, F1(predicted, gold), order => Bleu(predicted, gold, reply, answer, order), binary, string.Join(' ', predicted));
    }

    private static double F1(string[] predicted, string[] gold)
    {
        var (predictedWords, goldWords) = (predicted.ToHashSet(), gold.ToHashSet());
        var truePositives = predicted.Count(goldWords.Contains);
        if (truePositives == 0)
        {
            return 0;
        }

        var precision = (double)truePositives / predicted.Length;
        var recall = (double)truePositives / (truePositives + gold.Count(word => !predictedWords.Contains(word)));
        return 2 * precision * recall / (precision + recall);
    }

    private static double Bleu(string[] predicted, string[] gold, string reply, string answer, int order)
    {
        var (length, goldLength) = (PythonStrings.Length(reply), PythonStrings.Length(answer));
        if (length == 0)
        {
            return 0;
        }

        var logarithms = Enumerable.Range(1, order)
            .Select(n => NGrams.Precision(predicted, gold, n))
            .Where(precision => precision > 0)
            .Sum(Math.Log);
        var brevity = length > goldLength ? 1 : Math.Exp(1 - ((double)goldLength / length));
        return brevity * Math.Exp(logarithms / order);
    }

    private static string[] Words(string text) => PythonStrings.Split(PythonStrings.Lower(NeitherLetterNorBlank().Replace(text, "")));

    [GeneratedRegex("[^a-zA-Z ]")]
    private static partial Regex NeitherLetterNorBlank();
}
