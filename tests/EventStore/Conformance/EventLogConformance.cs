using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>What every event log does, whatever it is made of.</summary>
public abstract class EventLogConformance
{
    private protected abstract TestStore NewStore();

    [Fact]
    public async Task What_was_appended_is_read_back()
    {
        await using var store = NewStore();
        await store.Log.AppendAsync("first", EventExamples.All);
        await store.ReopenAsync();

        var read = await store.AllAsync();

        Assert.Equal(EventExamples.All.Select(EventTypes.Default.Encode), read.Select(stored => stored.Data.ToArray()));
        Assert.Equal(EventExamples.All.Select(EventTypes.Default.Encode), read.Select(stored =>
            EventTypes.Default.Encode(stored.Decode())));
        Assert.Equal(Steps.Numbers(1, read.Count), read.Select(stored => stored.Sequence));
        Assert.Equal(Steps.Numbers(1, read.Count), read.Select(stored => stored.Version));
        Assert.All(read, stored => Assert.Equal(EventIds.Derive("first", stored.Decode()), stored.Id));
    }

    [Theory]
    [InlineData("a \0 in the middle")]
    [InlineData("\"quoted\\\" and {braced}")]
    [InlineData("Größe, 数える, \U0001F426")]
    [InlineData("'; DROP TABLE events; --")]
    public async Task Text_comes_back_byte_for_byte(string text)
    {
        await using var store = NewStore();
        var happened = new ExperimentCancelled(text);

        await store.Log.AppendAsync("s'\"? größe", happened);
        var stored = Assert.Single(await store.AllAsync());

        Assert.Equal(EventTypes.Default.Encode(happened), stored.Data.ToArray());
        Assert.Equal("s'\"? größe", stored.Stream);
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00.000001Z")]
    [InlineData("1969-12-31T23:59:59.9999991Z")]
    [InlineData("2026-03-01T14:00:00.1234569+02:00")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public async Task Times_are_kept_to_the_microsecond(string time)
    {
        await using var store = NewStore();
        var happened = DateTimeOffset.Parse(time, null);

        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1) with { Timestamp = happened }]);

        Assert.Equal(Timestamps.Trim(happened), Assert.Single(await store.AllAsync()).Timestamp);
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Fact]
    public async Task Appending_twice_is_appending_once()
    {
        await using var store = NewStore();
        var first = await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Steps.One(1), Steps.One(2), Steps.One(1)]);
        var later = Steps.One(1) with { Timestamp = EventExamples.Noon.AddDays(1) };
        var second = await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [later, Steps.One(2)]);
        await store.ReopenAsync();
        var third = await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2), Steps.One(3)]);

        Assert.Equal(new AppendResult(2, 2, 2), first);
        Assert.Equal(new AppendResult(2, 0, 0), second);
        Assert.Equal(new AppendResult(3, 1, 3), third);
        Assert.Equal(3, (await store.AllAsync()).Count);
    }

    [Fact]
    public async Task An_id_with_other_content_is_refused_and_nothing_is_stored()
    {
        await using var store = NewStore();
        var (id, twin) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1, id)]);

        await Assert.ThrowsAsync<EventIdReusedException>(async () =>
            await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(7), Steps.One(2, id)]));
        await Assert.ThrowsAsync<EventIdReusedException>(
            async () => await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(8, twin), Steps.One(9, twin)]));

        Assert.Single(await store.AllAsync());
    }

    [Fact]
    public async Task An_id_belongs_to_its_stream()
    {
        await using var store = NewStore();
        var id = Guid.NewGuid();

        await store.Log.AppendAsync("one", ExpectedVersion.Any, [Steps.One(1, id)]);
        await store.Log.AppendAsync("two", ExpectedVersion.Any, [Steps.One(2, id)]);

        Assert.Equal(["one", "two"], (await store.AllAsync()).Select(stored => stored.Stream));
    }

    [Fact]
    public async Task A_writer_who_comes_too_late_is_told_the_version()
    {
        await using var store = NewStore();
        await using var other = store.OpenAnother();
        await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Steps.One(1)]);
        await other.AppendAsync("s", 1, [Steps.One(2)]);

        var conflict = await Assert.ThrowsAsync<WrongExpectedVersionException>(async () =>
            await store.Log.AppendAsync("s", 1, [Steps.One(3)]));
        await Assert.ThrowsAsync<WrongExpectedVersionException>(async () =>
            await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Steps.One(3)]));

        Assert.Equal((1L, 2L), (conflict.Expected, conflict.Actual));
        Assert.Equal(new AppendResult(3, 1, 3), await store.Log.AppendAsync("s", 2, [Steps.One(3)]));
    }

    [Fact]
    public async Task Refused_appends_among_others_leave_no_gap()
    {
        await using var store = NewStore();
        await store.Log.AppendAsync("s", ExpectedVersion.NoStream, [Steps.One(1)]);

        var outcomes = await Task.WhenAll(Enumerable.Range(2, 60).Select(step => Task.Run(async () =>
        {
            try
            {
                return (await store.Log.AppendAsync(step % 2 == 0 ? "s" : $"s{step}", step % 2 == 0 ? 99 : 0, [Steps.One(step), Steps.One(step + 100)])).Appended;
            }
            catch (WrongExpectedVersionException)
            {
                return 0;
            }
        })));

        Assert.Equal(60, outcomes.Sum());
        Assert.Equal(Steps.Numbers(1, 61), (await store.AllAsync()).Select(stored => stored.Sequence));
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Fact]
    public async Task Two_openings_of_one_store_know_each_others_ids()
    {
        await using var store = NewStore();
        await using var other = store.OpenAnother();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        await other.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]);

        Assert.Equal(0, (await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)])).Appended);
        Assert.Equal(0, (await other.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)])).Appended);
    }

    [Fact]
    public async Task An_append_of_nothing_or_one_cancelled_beforehand_changes_nothing()
    {
        await using var store = NewStore();

        Assert.Equal(new AppendResult(0, 0, 0), await store.Log.AppendAsync("s", ExpectedVersion.Any, []));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)], new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.Log.AppendAsync(" ", ExpectedVersion.Any, [Steps.One(1)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1) with { Timestamp = default }]));

        Assert.Empty(await store.Log.ListStreamsAsync());
        Assert.Empty(await store.AllAsync());
    }

    [Fact]
    public async Task A_long_stream_is_read_from_a_version_on_across_pages()
    {
        const int Long = 6000;
        await using var store = NewStore();
        await store.Log.AppendAsync("zebra", ExpectedVersion.Any, [Steps.One(1)]);
        await store.Log.AppendAsync("ant", ExpectedVersion.Any, Steps.Range(1, Long));

        var versions = new List<long>();
        await foreach (var stored in store.Log.ReadStreamAsync("ant", 101))
            versions.Add(stored.Version);

        Assert.Equal(Steps.Numbers(101, Long - 100), versions);
        Assert.Equal(["zebra", "ant"], (await store.Log.ListStreamsAsync()).Select(head => head.Stream));
        Assert.Equal(Long, (await store.Log.FindStreamAsync("ant"))!.Version);
        Assert.Equal((await store.AllAsync())[^1].Hash.ToArray(), (await store.Log.FindStreamAsync("ant"))!.Hash.ToArray());
        Assert.Null(await store.Log.FindStreamAsync("bee"));
        Assert.Equal(new ChainVerification(Long + 1, 2, null), await ChainVerifier.VerifyAsync(store.Log));
    }

    [Fact]
    public async Task Chosen_events_are_those_of_everything_that_were_asked_for()
    {
        await using var store = NewStore();
        for (var place = 0; place < EventExamples.All.Count; place++)
            await store.Log.AppendAsync(place % 2 == 0 ? "even" : "odd", EventExamples.All[place]);
        var all = await store.AllAsync();
        string[] without = [all[4].Type, all[7].Type, "a kind that nobody has"];

        async Task SelectsAsync(EventSelection selection, Func<StoredEvent, bool> asked) => Assert.Equal(
            all.Where(asked).Select(Describe), (await store.Log.SelectAsync(selection).ToListAsync()).Select(Describe));

        await SelectsAsync(new(), _ => true);
        await SelectsAsync(new("odd"), stored => stored.Stream == "odd");
        await SelectsAsync(new("nobody"), _ => false);
        await SelectsAsync(new(UntilSequence: 6), stored => stored.Sequence <= 6);
        await SelectsAsync(new(Without: without), stored => !without.Contains(stored.Type));
        await SelectsAsync(new("even", 9, without), stored =>
            stored is { Stream: "even", Sequence: <= 9 } && !without.Contains(stored.Type));
    }

    [Fact]
    public async Task Chosen_events_are_found_across_pages()
    {
        const int Long = 9000;
        await using var store = NewStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, Steps.Range(1, Long));
        await store.Log.AppendAsync("t", new ExperimentCancelled("enough"));

        Assert.Equal(Steps.Numbers(1, Long + 1), (await store.Log.SelectAsync(new()).ToListAsync()).Select(stored => stored.Sequence));
        Assert.Equal(Steps.Numbers(1, Long), (await store.Log.SelectAsync(new("s")).ToListAsync()).Select(stored => stored.Version));
        Assert.Equal("t", Assert.Single(await store.Log.SelectAsync(new(Without: ["state-saved"])).ToListAsync()).Stream);
    }

    [Fact]
    public async Task A_follower_catches_up_and_then_sees_what_others_append()
    {
        await using var store = NewStore();
        await using var other = store.OpenAnother();
        await other.AppendAsync("s", ExpectedVersion.Any, Steps.Range(1, 2));
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new List<long>();
        await foreach (var stored in store.Log.FollowAsync(1, enough.Token))
        {
            seen.Add(stored.Sequence);
            if (seen.Count == 1)
                await other.AppendAsync("t", ExpectedVersion.Any, [Steps.One(3)]);
            if (seen.Count == 2)
                await enough.CancelAsync();
        }

        Assert.Equal([2L, 3L], seen);
    }

    [Fact]
    public async Task A_closed_log_takes_no_more_and_can_be_closed_twice()
    {
        await using var store = NewStore();
        var other = store.OpenAnother();
        var pending = other.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        await other.DisposeAsync();
        await other.DisposeAsync();

        Assert.Equal(1, (await pending).Version);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await other.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]));
        Assert.Single(await store.AllAsync());
    }

    private static string Describe(StoredEvent stored) =>
        $"{stored with { Data = default, PreviousHash = default, Hash = default }} {Convert.ToHexString(stored.Data.Span)} "
        + $"{Convert.ToHexString(stored.PreviousHash.Span)} {Convert.ToHexString(stored.Hash.Span)}";
}
