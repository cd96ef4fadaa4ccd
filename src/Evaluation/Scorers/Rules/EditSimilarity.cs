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

        var (length, characters) = (UpperLength(reply), CodePoints(reply));
        var similarity = 1 - golds.Min(gold => NormalisedDistance(gold, length, characters));
        return similarity < Threshold ? 0 : similarity;
    }

    private static double NormalisedDistance(string gold, int replyLength, int[] reply)
    {
        var longer = Math.Max(UpperLength(gold), replyLength);
        if (longer == 0)
        {
            return 0;
        }

        // The distance is at least the difference in length, which alone may exceed the threshold.
        var characters = CodePoints(gold);
        var least = (double)Math.Abs(characters.Length - reply.Length) / longer;
        return 1 - least < Threshold ? least : (double)EditDistance.Between(characters, reply) / longer;
    }

    private static int UpperLength(string text) => PythonStrings.Length(PythonStrings.Upper(text));

    private static int[] CodePoints(string text) =>
        [.. PythonStrings.CollapseSpace(PythonStrings.Lower(text)).EnumerateRunes().Select(rune => rune.Value)];
}
