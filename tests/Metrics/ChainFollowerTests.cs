using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;

namespace LmmCl.Metrics.Tests;

public sealed class ChainFollowerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-chain-").FullName;
    private IEventLog log = null!;

    public async Task InitializeAsync()
    {
        log = EventLogs.Open(Path.Combine(folder, "events.db"));
        await log.AppendAsync("one", [Event(1), Event(2)]);
    }

    public async Task DisposeAsync()
    {
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Only_what_is_new_is_read_again()
    {
        var read = new ReadLog(log, stored => stored);
        var follower = new ChainFollower(read);
        Assert.True((await follower.VerifyNewAsync()).Intact);

        await log.AppendAsync("two", [Event(3)]);
        await log.AppendAsync("one", [Event(4)]);
        var found = await follower.VerifyNewAsync();

        Assert.Equal((4, 2, true), (found.Events, found.Streams, found.Intact));
        Assert.Equal([1L, 2, 3, 4], read.Sequences);
    }

    [Fact]
    public async Task An_altered_event_among_the_new_ones_is_found_and_stays_found()
    {
        var altered = false;
        var follower = new ChainFollower(new ReadLog(
            log, stored => altered && stored.Sequence == 4 ? stored with { Timestamp = stored.Timestamp.AddSeconds(1) } : stored));
        Assert.True((await follower.VerifyNewAsync()).Intact);

        altered = true;
        await log.AppendAsync("one", [Event(3), Event(4)]);
        Assert.Equal(4, (await follower.VerifyNewAsync()).FirstBad!.Sequence);

        altered = false;
        Assert.Equal(4, (await follower.VerifyNewAsync()).FirstBad!.Sequence);
    }

    private static StageFailed Event(int attempt) => new(new StageId(1), FailureKind.Killed, "killed", attempt);
}
