using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Postgres;
using LmmCl.Host.Service;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Queueing;

namespace LmmCl.Service.Tests.Queue;

/// <summary>A service whose store is PostgreSQL.</summary>
[Collection(nameof(HostRuns))]
public sealed class PostgresQueueTests(FinishedExperiment finished) : IDisposable
{
    private const string SavesEveryStep = "{ effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }";

    private readonly Workplace place = new(finished.World);
    private readonly PostgresServer server = new();

    private string Experiment { get; } = SmallSweep.Name("sa_proj");

    [Fact]
    public async Task A_queue_on_PostgreSQL_survives_a_killed_service()
    {
        await using (var host = Serve())
        {
            await host.UntilAsync(() => IsListening(host));
            var file = SmallSweep.Write(place, SavesEveryStep, "pathvqa, timeclock", "sa_proj");
            var typed = await Typed.CommandAsync("submit", file, "--runs", place.Runs);
            Assert.True(typed.Code == 0, typed.Error);
            await host.UntilAsync(async () => (await EventsAsync()).OfType<StateSaved>().Any());
            host.KillAll();
            await host.EndAsync();
        }

        await using (var next = Serve())
        {
            await next.UntilAsync(async () => (await QueueAsync()).Ended.Any());
            next.Terminate();
            await next.EndAsync();
        }

        Assert.Equal(QueueStatus.Completed, Assert.Single((await QueueAsync()).Ended).Status);
        var unharmed = (await Outcome.OfAsync(finished.Place)).Checkpoints;
        Assert.Equal(unharmed, (await EventsAsync()).OfType<CheckpointWritten>()
            .Select(written => CheckpointManifest.Open(place.PathOf(Experiment, written.Path)).State));
        await using var log = EventLogs.Open(server.Address("queue"));
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
    }

    public void Dispose()
    {
        server.Dispose();
        place.Dispose();
    }

    private HostProcess Serve() => new(
        new Dictionary<string, string> { ["LMMCL_STORE"] = server.Address("queue") },
        "serve", "--port", "0", "--slots", "1", "--runs", place.Runs);

    private Task<bool> IsListening(HostProcess host) => Task.FromResult(ServiceFile.Find(place.Runs)?.ProcessId == host.Id);

    private async Task<QueueState> QueueAsync()
    {
        await using var log = EventLogs.Open(server.Address("queue"));
        return ReadModels.Fold<QueueState>(await log.ReadHistoryAsync(QueueStreams.Of("main")));
    }

    private async Task<IReadOnlyList<IExperimentEvent>> EventsAsync()
    {
        await using var log = EventLogs.Open(server.Address("queue"));
        return [.. (await log.ReadHistoryAsync(Experiment)).Select(recorded => recorded.What)];
    }
}
