namespace LmmCl.Modeling;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every platform and version, which System.Random does not promise. Everything
/// that is drawn outside PyTorch is drawn from it.
/// </summary>
/// <param name="seed">The same seed gives the same numbers.</param>
public struct SplitMix64(ulong seed)
{
    /// <summary>What the state grows by with each number: 2^64 over the golden ratio.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15UL;

    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += Increment;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
