using LmmCl.Abstractions;

namespace LmmCl.Data.Published.Sets;

/// <summary>All data sets that can be converted.</summary>
internal static class PublishedSets
{
    /// <summary>The five skills, the eight held-out benchmarks, and four more.</summary>
    public static IReadOnlyList<PublishedSet> All { get; } =
    [
        Cub200.Set, PixmoCount.Set, PathVqa.Set, TextVqa.Set, TimeClock.Set,
        Ai2d.Set, ChartQa.Set, DocVqa.Set, InfoVqa.Set, RealWorldQa.Set, SeedBench.Set, ScienceQa.Set, MmStar.Set,
        OcrBench.Set, CountBench.Set, OtherClocks.Coco, OtherClocks.OpenImages,
    ];

    /// <summary>Returns a set by name.</summary>
    /// <exception cref="InputException">There is no such set; near matches are suggested.</exception>
    public static PublishedSet Find(string name) => All.FirstOrDefault(set => set.Name == name) ?? throw new InputException(
        "lmmcl data", $"there is no data set '{name}'.", NearMatches.Suggest(name, All.Select(set => set.Name)));
}
