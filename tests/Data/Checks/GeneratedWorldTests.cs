using LmmCl.Data.Checks;
using LmmCl.Data.Specs;
using LmmCl.Data.TinyWorld;

namespace LmmCl.Data.Tests.Checks;

/// <summary>The drawn world is held to the same rules as a user's data.</summary>
public class GeneratedWorldTests
{
    [Fact]
    public void The_drawn_world_passes_the_check_of_users_data()
    {
        using var folder = new DataFolder();
        var sizes = new TinyWorldSizes(SkillTrain: 12, SkillTest: 6, BenchmarkTest: 6, GeneralPictures: 6, ProbeCaptions: 4);
        var world = TinyWorldFiles.Write(folder.Root, seed: 5, sizes);

        Assert.Empty(DataCheck.Run(world).Findings);
        Assert.Empty(DataCheck.Run(folder.PathOf(TinyWorldFiles.General)).Findings);
    }

    [Fact]
    public void Its_five_skills_and_eight_benchmarks_are_read_with_their_items()
    {
        using var folder = new DataFolder();
        var world = WorldFile.Read(TinyWorldFiles.Write(folder.Root, seed: 5, new(SkillTrain: 2, SkillTest: 3, BenchmarkTest: 3)));

        Assert.Equal((5, 8), (world.Skills.Count, world.Benchmarks.Count));
        Assert.All(world.AllBenchmarks, benchmark => Assert.Equal(3, BenchmarkItems.Read(benchmark).Count));
    }
}
