using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Faults;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Tests.Marten;

/// <summary>A server whose disk fails for a while: a library that is preloaded into it says so.</summary>
public sealed class FailingServerDiskTests : IDisposable
{
    private readonly FailingDisk disk = new();

    [Fact]
    public async Task A_server_whose_disk_is_full_refuses_an_append_and_goes_on_when_there_is_room()
    {
        using var server = Server("full", "/base/");
        await using var log = EventLogs.Open(server.Address("s"));
        await log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        var large = new ExperimentCancelled(string.Concat(Enumerable.Range(0, 40_000).Select(number => $"{number} ")));
        InputException full;
        using (disk.Fail())
            full = await Assert.ThrowsAsync<InputException>(async () => await log.AppendAsync("s", large));

        Assert.Contains("no room is left on the server's disk", full.Message);
        Assert.Equal(2, (await log.AppendAsync("s", large)).LastSequence);
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
    }

    /// <summary>PostgreSQL stops itself rather than trust what it could not bring to the disk.</summary>
    [Fact]
    public async Task A_server_that_cannot_sync_goes_down_and_nothing_acknowledged_is_lost()
    {
        using var server = Server("sync", "/pg_wal/");
        await using var log = EventLogs.Open(server.Address("s"));
        await log.AppendAsync("s", ExpectedVersion.Any, Steps.Range(1, 3));
        InputException lost;
        using (disk.Fail())
            lost = await Assert.ThrowsAsync<InputException>(async () => await log.AppendAsync("s", ExpectedVersion.Any, Steps.Range(4, 3)));
        server.Kill();
        server.Start();

        // The package asks once more, and meets nobody, or a server that is not yet up.
        Assert.Matches("stored whole or not at all|cannot be reached|starting up", lost.Message);
        Assert.Equal(6, (await log.AppendAsync("s", ExpectedVersion.Any, Steps.Range(4, 3))).Version);
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
    }

    public void Dispose() => disk.Dispose();

    private PostgresServer Server(string kind, string path) => new(
        new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = disk.Library,
            ["FAILING_DISK"] = kind,
            ["FAILING_PATH"] = path,
            ["FAILING_WHILE"] = disk.Flag,
        },
        "wal_sync_method=fdatasync");
}
