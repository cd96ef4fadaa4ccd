namespace LmmCl.Modeling.Tokenizers.Learning;

/// <summary>How often each adjacent pair occurs, kept up to date while words are merged.</summary>
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

    /// <summary>The pair that occurs most often, of several the one with the smallest ids; null where none occurs twice.</summary>
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

    /// <summary>Merges <paramref name="pair"/> in every word that has it.</summary>
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
