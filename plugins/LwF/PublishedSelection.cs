using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>Selects the positions compared by the reference's trainer (study C.1).</summary>
internal static class PublishedSelection
{
    private const long MostPositions = 1000;
    private const double MostMebibytes = 1024;
    private const double LeastShare = 0.1;
    private const long LeastRows = 100;

    /// <summary>
    /// Selects, out of n positions, m = min(floor(0.2 n), 1000): the first floor(0.4 m), the same number from the end, and the rest of m at
    /// a constant stride in between. None if n is below 5.
    /// </summary>
    public static long[] Positions(long n)
    {
        var count = Math.Min(n / 5, MostPositions);
        var edge = 2 * count / 5;
        var (middle, between) = (count - (2 * edge), n - (2 * edge));
        var stride = middle > 0 && middle < between ? between / middle : 0;
        return
        [
            .. Range(0, edge),
            .. stride == 0 ? [] : Range(0, middle).Select(index => edge + (index * stride)).Where(position => position < n - edge),
            .. Range(n - edge, edge),
        ];
    }

    /// <summary>
    /// Returns how many of <paramref name="rows"/> rows of logits the reference's memory guard keeps: all, unless they are estimated at
    /// more than 1024 MiB (8 bytes for each number) and are more than 100, in which case max(100, floor(rows * max(0.1, 1024 / MiB))).
    /// </summary>
    public static long Kept(long rows, long vocabulary)
    {
        var mebibytes = rows * vocabulary * 8 / (double)(1 << 20);
        return mebibytes > MostMebibytes && rows > LeastRows
            ? Math.Max(LeastRows, (long)(rows * Math.Max(LeastShare, MostMebibytes / mebibytes)))
            : rows;
    }

    /// <summary>
    /// Returns the rows kept by the memory guard, drawn from PyTorch's generator, which is seeded from the stage's seed and the step.
    /// </summary>
    public static Tensor Guarded(Tensor rows, long vocabulary)
    {
        var kept = Kept(rows.shape[0], vocabulary);
        return kept == rows.shape[0] ? rows : rows.index_select(0, randperm(rows.shape[0]).narrow(0, 0, kept).to(rows.device));
    }

    private static IEnumerable<long> Range(long start, long count) => Enumerable.Range(0, (int)count).Select(offset => start + offset);
}
