namespace LmmCl.Modeling;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): yields the same numbers on every platform and version, which System.Random does not guarantee. All
/// randomness outside PyTorch comes from it.
/// </summary>
/// <param name="seed">The seed; equal seeds give equal sequences.</param>
public struct SplitMix64(ulong seed)
{
    /// <summary>Increment of the state per number: 2^64 divided by the golden ratio.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15UL;

    private ulong state = seed;

    /// <summary>Returns the next 64 bits.</summary>
    public ulong Next()
    {
        state += Increment;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
