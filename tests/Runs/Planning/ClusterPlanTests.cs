using LmmCl.Runs.Planning;
using LmmCl.Runs.Slurm;

namespace LmmCl.Runs.Tests.Planning;

public class ClusterPlanTests
{
    private static readonly SweepPlan sweep = new("trial", [], Experiments: 45, Complete: 5, Left: TimeSpan.FromHours(80), Disk: 0);

    [Theory]
    [InlineData("gpu", 1)]
    [InlineData("gpu:2", 2)]
    [InlineData("gpu:a100:4", 4)]
    [InlineData("gpu:a100", 1)]
    [InlineData("shard:8,gpu:2", 2)]
    [InlineData("shard:8", 0)]
    [InlineData(null, 0)]
    public void GPUs_are_those_of_gres(string? gres, int gpus) =>
        Assert.Equal(gpus, ClusterPlan.Of(sweep, new SlurmSettings { Gres = gres }, null).Gpus);

    [Theory]
    [InlineData("--gpus=2", 2)]
    [InlineData("--gpus-per-node=h200:8", 8)]
    [InlineData("-G3", 3)]
    [InlineData("--gres=gpu:1", 1)]
    [InlineData("--exclusive", 0)]
    public void GPUs_are_those_of_an_option_of_sbatch(string option, int gpus) =>
        Assert.Equal(gpus, ClusterPlan.Of(sweep, new SlurmSettings { Options = [option] }, null).Gpus);

    [Fact]
    public void Hours_follow_from_the_experiments_that_are_complete()
    {
        var plan = ClusterPlan.Of(sweep, new SlurmSettings { Gres = "gpu:2", Cpus = 8 }, atOnce: 12);

        // Forty jobs of two hours each, in four rounds of twelve.
        Assert.Equal(new ClusterPlan(40, 12, 2, 8, TimeSpan.FromHours(160), TimeSpan.FromHours(8)), plan);
    }

    [Fact]
    public void Without_a_complete_experiment_no_hours_are_said()
    {
        var plan = ClusterPlan.Of(sweep with { Complete = 0, Left = null }, new SlurmSettings { Gres = "gpu:2" }, atOnce: 12);

        Assert.Equal((45, null, null), (plan.Jobs, plan.GpuTime, plan.Elapsed));
    }
}
