using LmmCl.EventStore.Stores.Marten;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Postgres;
using Npgsql;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class FollowerTests
{
    private const string Listeners = "SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN lmmcl_{0}'";

    [Fact]
    public async Task A_follower_is_told_of_an_append_long_before_it_would_look_by_itself()
    {
        await using var store = new MartenStore();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var delays = new List<TimeSpan>();
        var following = Task.Run(async () =>
        {
            await foreach (var stored in store.Log.FollowAsync(0, enough.Token))
            {
                delays.Add(DateTimeOffset.UtcNow - stored.Timestamp);
                if (delays.Count == 5)
                    break;
            }
        });
        await UntilAsync(() => store.Execute(Listeners) is > 0L);

        for (var step = 1; step <= 5; step++)
        {
            await Task.Delay(100);
            await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(step) with { Timestamp = DateTimeOffset.UtcNow }]);
        }

        await following;
        Assert.True(delays.Order().ElementAt(2) < AppendSignal.SafetyNet / 3, string.Join(", ", delays));
    }

    [Fact]
    public async Task A_follower_whose_ear_was_cut_off_misses_nothing()
    {
        await using var store = new MartenStore();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var following = store.Log.FollowAsync(0, enough.Token).Take(3).Select(stored => stored.Sequence).ToListAsync().AsTask();
        for (var step = 1; step <= 3; step++)
        {
            await UntilAsync(() => store.Execute(Listeners) is > 0L);
            store.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN lmmcl_{0}'");
            await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(step)]);
        }

        Assert.Equal([1L, 2L, 3L], await following);
    }

    /// <summary>
    /// The first writer has inserted its events and cannot commit; the second may not overtake it, or a reader would see a gap.
    /// </summary>
    [Fact]
    public async Task A_transaction_that_is_held_open_is_not_overtaken_and_no_reader_sees_a_gap()
    {
        await using var store = new MartenStore();
        await using var other = store.OpenAnother();
        await store.Log.AppendAsync("first", ExpectedVersion.Any, [Steps.One(1)]);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var following = store.Log.FollowAsync(0, enough.Token).Take(4).ToListAsync().AsTask();
        await using var holder = new NpgsqlConnection(PostgresServer.Shared.ConnectionString);
        await holder.OpenAsync();
        await using var hold = await holder.BeginTransactionAsync();
        await using (var heads = new NpgsqlCommand($"SELECT 1 FROM {store.Schema}.lmmcl_streams FOR UPDATE", holder, hold))
            await heads.ExecuteNonQueryAsync();

        var first = store.Log.AppendAsync("first", ExpectedVersion.Any, Steps.Range(2, 2)).AsTask();
        await UntilAsync(() => store.Execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'") is > 0L);
        var second = other.AppendAsync("second", ExpectedVersion.Any, [Steps.One(9)]).AsTask();
        await UntilAsync(() => store.Execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'") is > 0L);
        Assert.Single(await store.AllAsync());
        Assert.False(first.IsCompleted || second.IsCompleted);
        await hold.RollbackAsync();

        Assert.Equal((new AppendResult(3, 2, 3), new AppendResult(1, 1, 4)), (await first, await second));
        Assert.Equal(
            [(1L, "first"), (2L, "first"), (3L, "first"), (4L, "second")],
            (await following).Select(stored => (stored.Sequence, stored.Stream)));
    }

    /// <summary>
    /// Another program that writes Marten's tables without waiting for its turn: its number is not given twice, and none is left out.
    /// </summary>
    [Fact]
    public async Task A_number_that_another_program_holds_is_waited_for()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        await using var holder = new NpgsqlConnection(PostgresServer.Shared.ConnectionString);
        await holder.OpenAsync();
        await using var hold = await holder.BeginTransactionAsync();
        var insert = $"INSERT INTO {store.Schema}.mt_events (seq_id, id, stream_id, version, data, type) "
            + $"SELECT nextval('{store.Schema}.mt_events_sequence'), gen_random_uuid(), 's', 7, data, type FROM {store.Schema}.mt_events";
        await using (var foreign = new NpgsqlCommand(insert, holder, hold))
            await foreign.ExecuteNonQueryAsync();

        var append = store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]).AsTask();
        await UntilAsync(() => store.Execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'") is > 0L);
        Assert.Single(await store.AllAsync());
        await hold.RollbackAsync();

        Assert.Equal(new AppendResult(2, 1, 2), await append);
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!so())
            await Task.Delay(20, patience.Token);
    }
}
