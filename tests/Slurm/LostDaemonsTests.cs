using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Tests;

/// <summary>Slurm's own daemons go away in the middle of a job and come back once it has ended.</summary>
[Collection(nameof(LostDaemonsTests))]
public sealed class LostDaemonsTests
{
    [Fact]
    public Task A_controller_that_is_restarted_in_mid_job_loses_nothing() =>
        LosesNothingAsync(_ => SlurmCluster.Shared.StopController(), SlurmCluster.Shared.StartController);

    [Fact]
    public Task A_controller_that_is_killed_in_mid_job_loses_nothing() =>
        LosesNothingAsync(SlurmCluster.Shared.KillController, SlurmCluster.Shared.StartController);

    [Fact]
    public Task A_node_daemon_that_is_killed_in_mid_job_loses_nothing() =>
        LosesNothingAsync(_ => SlurmCluster.Shared.KillNodeDaemon(), SlurmCluster.Shared.StartNodeDaemon);

    private static async Task LosesNothingAsync(Action<string> end, Action start)
    {
        using var sweep = new ClusterSweep();
        await using var host = sweep.Start();
        await sweep.SeesAsync(host, ClusterSweep.First, "spool", "parameters-selected");
        // However fast this machine is, the job is still at work when the daemon ends.
        using (FrozenWorker.Of(sweep, ClusterSweep.First))
        {
            end(await sweep.JobOfAsync(ClusterSweep.First));
        }

        try
        {
            await sweep.SeesAsync(host, ClusterSweep.First, "spool", "experiment-completed");
        }
        finally
        {
            start();
        }

        await ClusterSweep.SucceedsAsync(host);

        await sweep.IsAsLocalAsync();
    }

    /// <summary>All tests share the cluster: none of the others asks it anything meanwhile.</summary>
    [CollectionDefinition(nameof(LostDaemonsTests), DisableParallelization = true)]
    public sealed class Alone;
}
