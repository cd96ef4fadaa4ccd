using System.Diagnostics;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Postgres;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Tests;

/// <summary>Nodes whose network is another than the host's, and which may not reach the database.</summary>
public sealed class LostNetworkTests
{
    [NodeNetworkFact]
    public async Task A_node_that_cannot_reach_the_database_leaves_its_events_to_the_host()
    {
        using var server = new PostgresServer();
        using var sweep = new ClusterSweep("[1]", Program("unshare", "--net"));
        var address = server.Address("apart");

        await using var host = sweep.Start(new Dictionary<string, string> { ["LMMCL_STORE"] = address });
        await ClusterSweep.SucceedsAsync(host);

        Assert.Contains(
            "the store cannot be written, events are kept in the spool",
            File.ReadAllText(sweep.Place.PathOf(ClusterSweep.First, "work/job-1.out")),
            StringComparison.Ordinal);
        await IsAsLocalAsync(address, sweep);
    }

    [NodeNetworkFact]
    public async Task A_node_that_loses_the_database_for_20_seconds_delivers_by_itself_what_it_missed()
    {
        using var network = new NodeNetwork();
        var rules = Path.GetTempFileName();
        File.WriteAllLines(rules, ["host all all 127.0.0.1/32 scram-sha-256", $"host all all {network.Addresses} scram-sha-256"]);
        UnprivilegedUser.Give(rules);
        using var server = new PostgresServer($"listen_addresses=127.0.0.1,{network.Host}", $"hba_file={rules}");
        var address = server.Address("cable");
        var nodes = new UriBuilder(address) { Host = network.Host, Password = "" }.Uri;
        using var sweep = new ClusterSweep("[1]", Program(network.Words), $"node_store: {nodes}");
        var environment = new Dictionary<string, string> { ["LMMCL_STORE"] = address, ["PGPASSWORD"] = server.Password };
        var spool = sweep.Place.PathOf(ClusterSweep.First, "work/job-1.spool");
        await using (var host = sweep.Start(environment))
        {
            await sweep.SeesAsync(host, ClusterSweep.First, "spool", "parameters-selected");
            using var frozen = FrozenWorker.Of(sweep, ClusterSweep.First);
            host.Interrupt();
            await host.EndAsync();
            await ClusterSweep.UntilAsync(() => ClusterSweep.HasAsync<ParametersSelected>(address));
            network.Cut();
        }

        var cut = Stopwatch.StartNew();
        await ClusterSweep.UntilAsync(() => Task.FromResult(File.ReadAllText(spool).Contains("checkpoint-written", StringComparison.Ordinal)));
        using (FrozenWorker.Of(sweep, ClusterSweep.First))
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, 20 - cut.Elapsed.TotalSeconds)));
            Assert.False(await ClusterSweep.HasAsync<CheckpointWritten>(address));
            network.Mend();
            await ClusterSweep.UntilAsync(() => ClusterSweep.HasAsync<CheckpointWritten>(address));
        }

        await using var other = sweep.Type(environment, "resume");
        await ClusterSweep.SucceedsAsync(other);
        await IsAsLocalAsync(address, sweep);
        File.Delete(rules);
    }

    private static string Program(params string[] before)
    {
        var words = before.Append("dotnet").Append(typeof(HostSettings).Assembly.Location);
        return $"program: [{string.Join(", ", words.Select(word => $"'{word}'"))}]";
    }

    private static async Task IsAsLocalAsync(string address, ClusterSweep sweep)
    {
        await using var log = EventLogs.Open(address);
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
        var history = (await log.ReadHistoryAsync(ClusterSweep.First)).Select(recorded => recorded.What).ToList();
        Assert.Single(history.OfType<ExperimentCompleted>());
        Assert.Equal(
            (await ClusterSweep.LocalAsync()).First.Checkpoints,
            history.OfType<CheckpointWritten>().Select(written =>
                CheckpointManifest.Open(sweep.Place.PathOf(ClusterSweep.First, written.Path)).State));
    }
}
