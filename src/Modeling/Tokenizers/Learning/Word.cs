namespace LmmCl.Modeling.Tokenizers.Learning;

/// <summary>A piece of the training texts during merging, and its number of occurrences.</summary>
internal sealed class Word(List<int> ids, long count)
{
    /// <summary>Current tokens.</summary>
    public List<int> Ids { get; private set; } = ids;

    /// <summary>Occurrences in the texts.</summary>
    public long Count { get; } = count;

    /// <summary>Adjacent pairs, left to right.</summary>
    public IEnumerable<(int Left, int Right)> Pairs => Ids.Zip(Ids.Skip(1));

    /// <summary>Joins every occurrence of <paramref name="pair"/>, leftmost first.</summary>
    public void Merge((int Left, int Right) pair, int joined)
    {
        var merged = new List<int>(Ids.Count);
        for (var i = 0; i < Ids.Count; i++)
        {
            var here = i + 1 < Ids.Count && (Ids[i], Ids[i + 1]) == pair;
            merged.Add(here ? joined : Ids[i]);
            i += here ? 1 : 0;
        }

        Ids = merged;
    }
}
