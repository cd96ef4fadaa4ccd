using LmmCl.Training.Examples;

namespace LmmCl.Training.Tests;

public sealed class StageSeedTests
{
    [Fact]
    public void The_first_stage_has_the_experiments_seed_and_each_later_one_another()
    {
        long[] experiments = [0, 1, 42];
        long[] seeds = [.. experiments.SelectMany(seed => Enumerable.Range(1, 50).Select(stage => StageSeed.Of(seed, stage)))];

        Assert.Equal([0L, 1L, 42L], [seeds[0], seeds[50], seeds[100]]);
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.True(seed >= 0));
    }

    /// <summary>Computed with an implementation in Python: records hold what was drawn from these.</summary>
    [Fact]
    public void Seeds_of_stages_and_steps_stay_what_they_are()
    {
        Assert.Equal(8790731199519900890, StageSeed.Of(42, 2));
        Assert.Equal(1954658352960396117, StageSeed.Of(42, 3));
        Assert.Equal(18108588618708013459UL, RandomStream.For(42, 3).Next());
    }
}
