using LmmCl.Events;
using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Tests;

public sealed class SurvivingJobsTests
{
    // Parameters are selected before the first step of a stage; their event's first lines come when training begins.
    private const string InTraining = "parameters-selected";

    [Fact]
    public async Task A_job_that_is_requeued_in_mid_stage_goes_on_from_its_state()
    {
        using var sweep = new ClusterSweep();
        await using var host = sweep.Start();
        await sweep.SeesAsync(host, ClusterSweep.First, "spool", InTraining);
        using var frozen = FrozenWorker.Of(sweep, ClusterSweep.First);

        Assert.Equal(0, SlurmCluster.Run("scontrol", "requeue", await sweep.JobOfAsync(ClusterSweep.First)).Code);

        await ClusterSweep.SucceedsAsync(host);
        await sweep.IsAsLocalAsync();
        Assert.Single((await sweep.Place.HistoryAsync(ClusterSweep.First)).OfType<ExperimentPaused>());
    }

    [Fact]
    public async Task A_job_at_its_time_limit_saves_and_queues_itself_again()
    {
        // Slurm looks every 30 s, and sends the signal at the last look before it is due: here 30 to 60 s after the start.
        using var sweep = new ClusterSweep("[1]", "time: 1", "save_seconds: 1");
        await using var host = sweep.Start();
        await sweep.SeesAsync(host, ClusterSweep.First, "spool", InTraining);
        using var frozen = FrozenWorker.Of(sweep, ClusterSweep.First);
        await sweep.SeesAsync(host, ClusterSweep.First, "out", "time limit is near");

        // The next run of the job has time to end, however busy this machine is.
        var job = await sweep.JobOfAsync(ClusterSweep.First);
        Assert.Equal(0, SlurmCluster.Run("scontrol", "update", $"JobId={job}", "TimeLimit=60").Code);
        frozen.Thaw();

        await ClusterSweep.SucceedsAsync(host);

        await sweep.IsAsLocalAsync();
        var paused = (await sweep.Place.HistoryAsync(ClusterSweep.First)).OfType<ExperimentPaused>().ToList();
        Assert.NotEmpty(paused);
        Assert.All(paused, pause => Assert.Contains("time limit", pause.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_job_is_not_sent_again_until_that_is_asked_for()
    {
        using var sweep = new ClusterSweep();
        await using (var host = sweep.Start())
        {
            await sweep.SeesAsync(host, ClusterSweep.First, "spool", InTraining);
            using var frozen = FrozenWorker.Of(sweep, ClusterSweep.First);
            await using (var cancel = sweep.Type("cancel", ClusterSweep.First))
            {
                await ClusterSweep.SucceedsAsync(cancel);
            }

            var (code, error) = await host.EndAsync();
            Assert.Equal(1, code);
            Assert.Contains("CANCELLED", error, StringComparison.Ordinal);
        }

        Assert.Single((await sweep.Place.HistoryAsync(ClusterSweep.First)).OfType<ExperimentPaused>());
        await sweep.RunAsync("--retry-failed");
        await sweep.IsAsLocalAsync(submissions: 2);
    }

    [Fact]
    public async Task A_job_that_fails_twice_the_same_way_is_not_sent_a_third_time()
    {
        using var sweep = new ClusterSweep("[1]", "setup: [exit 3]");
        await using var host = sweep.Start();

        var (code, error) = await host.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("the same 2 times in a row", error, StringComparison.Ordinal);
        Assert.Equal(2, (await sweep.JobsAsync()).Find(ClusterSweep.First)!.Submission);
    }
}
