using LmmCl.Modeling;

namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>Random number generator for worlds and mixtures.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private SplitMix64 numbers = new(seed);

    /// <summary>
    /// Creates an independent generator for <paramref name="purpose"/>, so that the sizes of one task do not affect another task's images.
    /// </summary>
    public static SeededRandom For(int seed, string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in purpose)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return new(hash ^ ((ulong)(uint)seed * SplitMix64.Increment));
    }

    /// <summary>Returns an integer from <paramref name="low"/> to <paramref name="high"/>, both inclusive.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>Returns a number in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * (Next() >> 11) / (1UL << 53));

    public bool Chance(double probability) => Between(0.0, 1.0) < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>Draws <paramref name="count"/> distinct items in random order.</summary>
    public List<T> Sample<T>(IEnumerable<T> items, int count)
    {
        List<T> pool = [.. items];
        for (var i = 0; i < count; i++)
        {
            var j = Between(i, pool.Count - 1);
            (pool[i], pool[j]) = (pool[j], pool[i]);
        }

        return pool[..count];
    }

    private ulong Next() => numbers.Next();
}
