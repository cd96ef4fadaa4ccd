using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>ANLS of document questions: one minus the normalised edit distance to the nearest gold answer, 0 below one half.</summary>
internal static class EditSimilarity
{
    private const double Threshold = 0.5;

    /// <summary>
    /// Computes the distance between trimmed, lower-cased texts with single blanks, over the length of the longer raw text in upper case. 0
    /// if there is no gold answer.
    /// </summary>
    public static double Of(string reply, IReadOnlyList<string> golds)
    {
        if (golds.Count == 0)
        {
            return 0;
        }

        var similarity = 1 - golds.Min(gold => NormalisedDistance(gold, reply));
        return similarity < Threshold ? 0 : similarity;
    }

    private static double NormalisedDistance(string gold, string reply)
    {
        var longer = Math.Max(PythonStrings.Length(PythonStrings.Upper(gold)), PythonStrings.Length(PythonStrings.Upper(reply)));
        return longer == 0 ? 0 : (double)Distance(CodePoints(gold), CodePoints(reply)) / longer;
    }

    private static int[] CodePoints(string text) =>
        [.. PythonStrings.CollapseSpace(PythonStrings.Lower(text)).EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>Computes the Levenshtein distance.</summary>
    private static int Distance(int[] a, int[] b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
