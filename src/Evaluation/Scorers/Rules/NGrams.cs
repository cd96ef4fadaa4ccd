namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>Counts of n-grams.</summary>
internal static class NGrams
{
    /// <summary>Returns the size of the multiset intersection of the n-grams of two texts.</summary>
    public static int Overlap(string[] a, string[] b, int n)
    {
        var inB = Counts(b, n);
        return Counts(a, n).Sum(entry => Math.Min(entry.Value, inB.GetValueOrDefault(entry.Key)));
    }

    /// <summary>Computes the clipped precision of order n, 0 if the prediction has no n-gram.</summary>
    public static double Precision(string[] predicted, string[] gold, int n)
    {
        var total = predicted.Length - n + 1;
        return total <= 0 ? 0 : (double)Overlap(predicted, gold, n) / total;
    }

    private static Dictionary<string, int> Counts(string[] words, int n)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i + n <= words.Length; i++)
        {
            var gram = string.Join('\n', words, i, n);
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }
}
