using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;

namespace LmmCl.Slurm.Tests.Jobs;

public sealed class NodeLogTests : IAsyncLifetime, IDisposable
{
    private const string Birds = "birds";

    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-node-").FullName;
    private readonly IEventLog store;
    private readonly JobFiles files;

    public NodeLogTests()
    {
        store = EventLogs.Open(Path.Combine(root, "events.db"));
        files = new JobFiles(RunFolder.Of(root, Birds), 1);
    }

    public async Task InitializeAsync()
    {
        await store.AppendAsync(Birds, [Started(1)]);
        await JobHistory.WriteAsync(files, Birds, store, CancellationToken.None);
        new JobTicket("trial", 1, 3).Write(files);
    }

    [Fact]
    public async Task A_node_without_a_store_goes_on_from_the_history_and_the_host_gets_its_events()
    {
        await using (var node = await NodeLog.OpenAsync(Birds, files))
        {
            Assert.Single(await node.ReadHistoryAsync(Birds));
            await node.AppendAsync(Birds, [Started(1), Started(2)]);
        }

        // The job is queued again.
        await using (var node = await NodeLog.OpenAsync(Birds, files))
        {
            await node.AppendAsync(Birds, [Started(2), Started(3)]);
        }

        var spool = new JobSpool(files.Spool, Birds);
        Assert.Equal(2, await spool.IngestAsync(store));
        Assert.Equal(0, await new JobSpool(files.Spool, Birds).IngestAsync(store));
        Assert.Equal(
            [Started(1), Started(2), Started(3)], (await store.ReadHistoryAsync(Birds)).Select(recorded => recorded.What));
    }

    [Fact]
    public async Task A_job_that_was_held_for_dead_records_nothing_more()
    {
        await using var zombie = await NodeLog.OpenAsync(Birds, files);
        JobTicket.Remove(files);

        var error = await Assert.ThrowsAsync<InputException>(async () => await zombie.AppendAsync(Birds, [Started(2)]));

        Assert.Contains("submission 1 of this experiment is considered ended", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await new JobSpool(files.Spool, Birds).IngestAsync(store));
        await Assert.ThrowsAsync<InputException>(() => NodeLog.OpenAsync(Birds, files));
    }

    [Fact]
    public async Task A_store_that_goes_away_delays_nothing_and_gets_all_events_when_it_is_back()
    {
        var isAway = true;
        var said = new List<string>();
        var back = new TaskCompletionSource();
        await using (var node = await NodeLog.OpenAsync(Birds, files))
        {
            await using var forwarder = new NodeForwarder(
                new JobSpool(files.Spool, Birds),
                () => isAway ? throw new IOException("it is away") : EventLogs.Open(Path.Combine(root, "events.db")),
                sentence =>
                {
                    said.Add(sentence);
                    isAway = false;
                    _ = said.Count == 2 && back.TrySetResult();
                });
            node.Spooled = forwarder.More;
            forwarder.Begin();
            await node.AppendAsync(Birds, [Started(2)]);
            await back.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await node.AppendAsync(Birds, [Started(3)]);
        }

        Assert.Equal(
            ["the store cannot be written, events are kept in the spool: it is away", "the store is back; it has all events so far"], said);
        Assert.Equal(3, (await store.ReadHistoryAsync(Birds)).Count);
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static StageStarted Started(int stage) => new(new StageId(stage), "cub200", null, null, 12);
}
