namespace LmmCl.Training.Examples;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every platform and version, which System.Random does not promise.
/// </summary>
internal struct RandomStream(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for every (seed, index).</summary>
    public static RandomStream For(long seed, long index)
    {
        var first = new RandomStream((ulong)seed);
        return new RandomStream(first.Next() ^ ((ulong)index * 0xD1342543DE82EF95UL));
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Fisher-Yates; the index is the upper half of a 128-bit product, free of modulo bias to within 2^-32.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)Math.BigMul(Next(), (ulong)last + 1, out _);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
