using LmmCl.Modeling;

namespace LmmCl.Training.Examples;

/// <summary>Random number stream of the training loop.</summary>
internal struct RandomStream(ulong seed)
{
    private SplitMix64 numbers = new(seed);

    /// <summary>Returns an independent stream for each (seed, index).</summary>
    public static RandomStream For(long seed, long index)
    {
        var first = new RandomStream((ulong)seed);
        return new RandomStream(first.Next() ^ ((ulong)index * 0xD1342543DE82EF95UL));
    }

    public ulong Next() => numbers.Next();

    /// <summary>
    /// Shuffles with the Fisher-Yates algorithm; the index is the upper half of a 128-bit product, free of modulo bias to within 2^-32.
    /// </summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)Math.BigMul(Next(), (ulong)last + 1, out _);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
