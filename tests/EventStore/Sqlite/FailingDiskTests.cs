using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Tests.Faults;

namespace LmmCl.EventStore.Tests.Sqlite;

/// <summary>A writer whose disk is full, or does not sync, for a while: a library that is preloaded into it says so to SQLite.</summary>
public sealed class FailingDiskTests : IDisposable
{
    private const int Appends = 120;

    private readonly FailingDisk disk = new();

    [Theory]
    [InlineData("full", 40, 30, "no room")]
    [InlineData("full", 41, 1, "no room")]
    [InlineData("sync", 20, 10, "nothing of this append was stored")]
    [InlineData("sync", 21, 1, "nothing of this append was stored")]
    public async Task A_failing_disk_is_said_and_nothing_acknowledged_is_lost(string kind, int from, int count, string said)
    {
        await using var store = new TemporaryStore();
        using var writer = new WriterProcess(store.Name, "s", Appends, new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = disk.Library,
            ["FAILING_DISK"] = kind,
            ["FAILING_FROM"] = $"{from}",
            ["FAILING_FOR"] = $"{count}",
        });

        Assert.Equal(0, await writer.EndAsync());

        Assert.NotEmpty(writer.Refusals);
        Assert.All(writer.Refusals, refusal => Assert.Contains(said, refusal));
        await store.ReopenAsync();
        Assert.Equal(writer.Acknowledged, (await store.Log.FindStreamAsync("s"))!.Version);
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Fact]
    public async Task A_file_that_may_not_grow_is_said_and_the_store_goes_on_when_it_may()
    {
        await using var store = new TemporaryStore();
        using var writer = new WriterProcess(store.Name, "s", 400, new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = disk.Library,
            ["FAILING_DISK"] = "full",
            ["FAILING_FROM"] = "60",
            ["FAILING_FOR"] = "1000000",
        });
        await writer.EndAsync();

        Assert.NotEmpty(writer.Refusals);
        Assert.Equal(writer.Acknowledged, (await store.Log.FindStreamAsync("s"))!.Version);
        Assert.Equal(writer.Acknowledged + 1, (await store.Log.AppendAsync("s", new LmmCl.Events.ExperimentCancelled("room again"))).Version);
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    public void Dispose() => disk.Dispose();
}
