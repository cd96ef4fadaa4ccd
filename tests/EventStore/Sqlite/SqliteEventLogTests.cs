using LmmCl.Abstractions.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Serialization;
using LmmCl.EventStore.Sqlite;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteEventLogTests
{
    private static NewEvent Step(int step, Guid? id = null) => new(new StateSaved(new(1), step, $"state-{step}", ContentHash.Of("m")), EventExamples.Noon, id);

    [Fact]
    public async Task What_was_appended_is_read_back()
    {
        await using var store = new TemporaryStore();
        await store.Log.AppendAsync("first", EventExamples.All);
        await store.ReopenAsync();

        var read = await store.AllAsync();

        Assert.Equal(EventExamples.All.Select(EventTypes.Default.Encode), read.Select(stored => EventTypes.Default.Encode(stored.Decode())));
        Assert.Equal(Enumerable.Range(1, read.Count).Select(i => (long)i), read.Select(stored => stored.Sequence));
        Assert.Equal(Enumerable.Range(1, read.Count).Select(i => (long)i), read.Select(stored => stored.Version));
        Assert.All(read, stored => Assert.Equal(EventIds.Derive("first", stored.Decode()), stored.Id));
    }

    [Fact]
    public async Task Appending_twice_is_appending_once()
    {
        await using var store = new TemporaryStore();
        var first = await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Step(1), Step(2), Step(1)]);
        var second = await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Step(1) with { Timestamp = EventExamples.Noon.AddDays(1) }, Step(2)]);
        await store.ReopenAsync();
        var third = await store.Log.AppendAsync("s", ExpectedVersion.Any, [Step(2), Step(3)]);

        Assert.Equal(new AppendResult(2, 2, 2), first);
        Assert.Equal(new AppendResult(2, 0, 0), second);
        Assert.Equal(new AppendResult(3, 1, 3), third);
        Assert.Equal(3, (await store.AllAsync()).Count);
    }

    [Fact]
    public async Task An_id_with_other_content_is_refused_and_nothing_is_stored()
    {
        await using var store = new TemporaryStore();
        var id = Guid.NewGuid();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Step(1, id)]);

        await Assert.ThrowsAsync<EventIdReusedException>(async () => await store.Log.AppendAsync("s", ExpectedVersion.Any, [Step(7), Step(2, id)]));
        var twin = Guid.NewGuid();
        await Assert.ThrowsAsync<EventIdReusedException>(async () => await store.Log.AppendAsync("s", ExpectedVersion.Any, [Step(8, twin), Step(9, twin)]));

        Assert.Single(await store.AllAsync());
    }

    [Fact]
    public async Task A_writer_who_comes_too_late_is_told_the_version()
    {
        await using var store = new TemporaryStore();
        await using var other = SqliteEventLog.OpenExisting(store.File);
        await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Step(1)]);
        await other.AppendAsync("s", 1, [Step(2)]);

        var conflict = await Assert.ThrowsAsync<WrongExpectedVersionException>(async () => await store.Log.AppendAsync("s", 1, [Step(3)]));

        Assert.Equal((1L, 2L), (conflict.Expected, conflict.Actual));
        Assert.Equal(3, (await store.Log.AppendAsync("s", 2, [Step(3)])).Version);
    }

    [Fact]
    public async Task Two_logs_on_one_file_know_each_others_ids()
    {
        await using var store = new TemporaryStore();
        await using var other = SqliteEventLog.OpenExisting(store.File);
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Step(1)]);
        await other.AppendAsync("s", ExpectedVersion.Any, [Step(2)]);

        Assert.Equal(0, (await store.Log.AppendAsync("s", ExpectedVersion.Any, [Step(2)])).Appended);
        Assert.Equal(0, (await other.AppendAsync("s", ExpectedVersion.Any, [Step(1)])).Appended);
    }

    [Fact]
    public async Task Writers_in_parallel_leave_an_order_without_gaps()
    {
        await using var store = new TemporaryStore();
        await using var other = SqliteEventLog.OpenExisting(store.File);
        const int writers = 4, each = 60;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var log = writer % 2 == 0 ? store.Log : other;
            for (var i = 0; i < each; i++)
                await log.AppendAsync(i % 3 == 0 ? "shared" : $"own-{writer}", ExpectedVersion.Any, [Step((writer * each) + i)]);
        })));

        var all = await store.AllAsync();

        Assert.Equal(writers * each, all.Count);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(stored => stored.Sequence));
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Fact]
    public async Task A_stream_is_read_from_a_version_on_across_pages()
    {
        await using var store = new TemporaryStore();
        await store.Log.AppendAsync("other", ExpectedVersion.Any, [Step(1)]);
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [.. Enumerable.Range(1, 1200).Select(step => Step(step))]);

        var versions = new List<long>();
        await foreach (var stored in store.Log.ReadStreamAsync("s", 101))
            versions.Add(stored.Version);

        Assert.Equal(Enumerable.Range(101, 1100).Select(i => (long)i), versions);
        Assert.Equal(["other", "s"], (await store.Log.ListStreamsAsync()).Select(head => head.Stream));
        Assert.Equal(1200, (await store.Log.FindStreamAsync("s"))!.Version);
        Assert.Null(await store.Log.FindStreamAsync("t"));
    }

    [Fact]
    public async Task A_follower_sees_what_another_log_appends()
    {
        await using var store = new TemporaryStore();
        await using var other = SqliteEventLog.OpenExisting(store.File);
        await other.AppendAsync("s", ExpectedVersion.Any, [Step(1), Step(2)]);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<long>();
        await foreach (var stored in store.Log.FollowAsync(1, enough.Token))
        {
            seen.Add(stored.Sequence);
            if (seen.Count == 1)
                await other.AppendAsync("s", ExpectedVersion.Any, [Step(3)]);
            if (seen.Count == 2)
                await enough.CancelAsync();
        }

        Assert.Equal([2L, 3L], seen);
    }
}
