using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Postgres;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Jobs;
using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Tests;

public sealed class PostgresHistoryTests
{
    [Fact]
    public async Task A_job_appends_to_PostgreSQL_itself_and_outlives_host_and_database()
    {
        using var server = new PostgresServer();
        using var sweep = new ClusterSweep();
        var address = server.Address("cluster");
        var environment = new Dictionary<string, string> { ["LMMCL_STORE"] = address };
        await using (var host = sweep.Start(environment))
        {
            await sweep.SeesAsync(host, ClusterSweep.First, "spool", "parameters-selected");
            using var frozen = FrozenWorker.Of(sweep, ClusterSweep.First);
            host.Interrupt();
            await host.EndAsync();
            await ClusterSweep.UntilAsync(() => ClusterSweep.HasAsync<ParametersSelected>(address));
            server.Kill();
        }

        var spool = sweep.Place.PathOf(ClusterSweep.First, "work/job-1.spool");
        await ClusterSweep.UntilAsync(async () => await File.ReadAllTextAsync(spool) is var events
            && (events.Contains("state-saved", StringComparison.Ordinal) || events.Contains("stage-trained", StringComparison.Ordinal)));
        server.Start();
        await ClusterSweep.UntilAsync(() => ClusterSweep.HasAsync<ExperimentCompleted>(address));
        await using var other = sweep.Type(environment, "resume");
        await ClusterSweep.SucceedsAsync(other);

        await using var log = EventLogs.Open(address);
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
        var history = (await log.ReadHistoryAsync(ClusterSweep.First)).Select(recorded => recorded.What);
        Assert.Equal(
            (await ClusterSweep.LocalAsync()).First.Checkpoints,
            history.OfType<CheckpointWritten>().Select(written =>
                CheckpointManifest.Open(sweep.Place.PathOf(ClusterSweep.First, written.Path)).State));
        var jobs = ReadModels.Fold<JobsState>(await log.ReadHistoryAsync(JobStreams.Of("trial")));
        Assert.True(jobs.Find(ClusterSweep.First) is { IsComplete: true, Submission: 1 });
    }
}
