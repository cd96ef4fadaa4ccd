using LmmCl.Abstractions;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

/// <summary>An append fails for want of room, and undoing it fails too.</summary>
public sealed class FailedRollbackTests
{
    private const int Callers = 30;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_caller_is_told_and_the_store_closes()
    {
        await using var store = new TemporaryStore();
        await BreakAsync(store);

        var callers = Enumerable.Range(0, Callers).Select(number => Task.Run(async () =>
            await store.Log.AppendAsync($"stream {number}", ExpectedVersion.Any, Steps.Range(1, 300)))).ToList();
        foreach (var caller in callers)
            Assert.Contains("no room", (await Assert.ThrowsAsync<InputException>(() => caller.WaitAsync(patience))).Message);

        await store.Log.DisposeAsync().AsTask().WaitAsync(patience);
    }

    [Fact]
    public async Task The_store_takes_nothing_more_until_it_is_opened_again()
    {
        await using var store = new TemporaryStore();
        await BreakAsync(store);
        await Assert.ThrowsAsync<InputException>(() => AppendAsync(store, "s", 2, 300));

        var refusal = await Assert.ThrowsAsync<InputException>(() => AppendAsync(store, "s", 2, 1));
        await store.ReopenAsync();

        Assert.Contains("takes no more events", refusal.Message);
        Assert.Equal(1, (await store.Log.FindStreamAsync("s"))!.Version);
        Assert.Equal(new AppendResult(2, 1, 2), await AppendAsync(store, "s", 2, 1));
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    private static async Task BreakAsync(TemporaryStore store)
    {
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        var log = Assert.IsType<SqliteEventLog>(store.Log);
        log.LimitPages(12);
        log.RefuseRollbacks();
    }

    private static Task<AppendResult> AppendAsync(TemporaryStore store, string stream, int first, int count) =>
        store.Log.AppendAsync(stream, ExpectedVersion.Any, Steps.Range(first, count)).AsTask().WaitAsync(patience);
}
