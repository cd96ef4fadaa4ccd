using LmmCl.Data.TinyWorld.Benchmarks;
using LmmCl.Data.TinyWorld.Skills;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld;

/// <summary>All tasks of the synthetic world, in the study's order.</summary>
internal static class TinyWorldTasks
{
    public static readonly IReadOnlyList<ITinyTask> Skills =
        [new Cub200(), new PixmoCount(), new PathVqa(), new TextVqa(), new TimeClock()];

    public static readonly IReadOnlyList<ITinyTask> Benchmarks =
        [new Ai2d(), new ChartQa(), new DocVqa(), new InfoVqa(), new RealWorldQa(), new SeedBench(), new ScienceQa(), new MmStar()];
}
