namespace LmmCl.Modeling.Tokenizers.Learning;

/// <summary>Counts of adjacent pairs, updated as words are merged.</summary>
internal sealed class PairCounts
{
    private readonly Dictionary<(int Left, int Right), long> counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<Word>> words = [];

    public PairCounts(IReadOnlyList<Word> all)
    {
        foreach (var word in all)
        {
            Add(word);
        }
    }

    /// <summary>Returns the most frequent pair, with ties broken by the smallest ids; null if none occurs twice.</summary>
    public (int Left, int Right)? MostFrequent()
    {
        (int Left, int Right)? best = null;
        var most = 1L;
        foreach (var (pair, count) in counts)
        {
            if (count > most || (count == most && best is { } current && pair.CompareTo(current) < 0))
            {
                (best, most) = (pair, count);
            }
        }

        return best;
    }

    /// <summary>Merges <paramref name="pair"/> in every word that contains it.</summary>
    public void Merge((int Left, int Right) pair, int joined)
    {
        foreach (var word in words[pair].ToList())
        {
            Remove(word);
            word.Merge(pair, joined);
            Add(word);
        }
    }

    private void Add(Word word)
    {
        foreach (var pair in word.Pairs)
        {
            counts[pair] = counts.GetValueOrDefault(pair) + word.Count;
            if (!words.TryGetValue(pair, out var holders))
            {
                words[pair] = holders = [];
            }

            holders.Add(word);
        }
    }

    private void Remove(Word word)
    {
        foreach (var pair in word.Pairs)
        {
            if ((counts[pair] -= word.Count) == 0)
            {
                counts.Remove(pair);
            }

            words[pair].Remove(word);
        }
    }
}
