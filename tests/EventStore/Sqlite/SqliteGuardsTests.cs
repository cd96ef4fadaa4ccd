using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteGuardsTests
{
    [Theory]
    [InlineData("UPDATE events SET data = '{}' WHERE sequence = 2", "append-only")]
    [InlineData("DELETE FROM events WHERE sequence = 2", "append-only")]
    [InlineData("DELETE FROM streams", "append-only")]
    [InlineData("UPDATE streams SET name = 'other', version = version + 1", "only grows")]
    [InlineData("UPDATE streams SET version = 1", "only grows")]
    public async Task The_database_itself_refuses_to_change_the_past(string sql, string answer)
    {
        await using var store = new TemporaryStore();
        await store.Log.AppendAsync("s", EventExamples.All);

        Assert.Contains(answer, store.RefusalOf(sql));
    }

    [Fact]
    public async Task Missing_guards_are_noticed()
    {
        await using var store = new TemporaryStore();
        Assert.Null(await store.Log.FindStorageFaultAsync());

        store.Tamper("SELECT 1");

        Assert.Contains("TRIGGER", (await store.Log.FindStorageFaultAsync())?.Problem);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_by_name()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("this is not a database, ", 100)));

        var refusal = Assert.Throws<InputException>(() => SqliteEventLog.Open(file));

        Assert.Equal(file, refusal.Place);
        Assert.Contains("not an SQLite database", refusal.Message);
        File.Delete(file);
    }

    [Fact]
    public void A_file_of_a_few_bytes_is_refused_and_not_written_over()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "x");

        Assert.Contains("not an SQLite database", Assert.Throws<InputException>(() => SqliteEventLog.Open(file)).Message);
        Assert.Equal("x", File.ReadAllText(file));
        File.Delete(file);
    }

    [Fact]
    public void Somebody_elses_database_is_left_alone()
    {
        var file = Path.GetTempFileName();
        using (var foreign = new SqliteDatabase(file, create: true))
            foreign.Execute("CREATE TABLE pictures (id INTEGER)");

        Assert.Contains("not an event store", Assert.Throws<InputException>(() => SqliteEventLog.Open(file)).Message);
        File.Delete(file);
    }

    [Fact]
    public async Task A_store_of_another_schema_version_is_refused()
    {
        await using var store = new TemporaryStore();
        store.Tamper("PRAGMA user_version = 7");

        Assert.Contains("schema version 7", Assert.Throws<InputException>(() => SqliteEventLog.Open(store.File)).Message);
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_made_by_reading_it()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        Assert.Contains("no event store", Assert.Throws<InputException>(() => SqliteEventLog.OpenExisting(file)).Message);
        Assert.Null(EventLogs.OpenIfThere(file));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_store_whose_folder_cannot_be_made_is_refused_by_name()
    {
        var file = Path.GetTempFileName();

        Assert.Contains("folder of the event store", Assert.Throws<InputException>(() =>
            SqliteEventLog.Open(Path.Combine(file, "events.db"))).Message);
        File.Delete(file);
    }

    [Fact]
    public async Task A_check_of_a_large_file_ends_early_when_it_is_cancelled()
    {
        await using var store = new TemporaryStore();
        for (var first = 0; first < 100_000; first += 5_000)
            await store.Log.AppendAsync("s", ExpectedVersion.Any, Steps.Range(first + 1, 5_000));
        Assert.Null(await store.Log.FindStorageFaultAsync());

        // A check of so many events takes 50 ms: at least one of twenty is still running after one.
        var interrupted = false;
        for (var attempt = 0; attempt < 20 && !interrupted; attempt++)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
            try
            {
                await store.Log.FindStorageFaultAsync(soon.Token);
            }
            catch (OperationCanceledException)
            {
                interrupted = true;
            }
        }

        Assert.True(interrupted);
        Assert.True((await EventStore.Chain.ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Fact]
    public async Task A_full_store_says_so_and_goes_on_when_there_is_room_again()
    {
        await using var store = new TemporaryStore();
        await store.Log.AppendAsync("s", EventExamples.All);
        var large = new ExperimentCancelled(new string('x', 400_000));
        var pages = store.Number("PRAGMA page_count");
        ((SqliteEventLog)store.Log).LimitPages(pages + 10);

        var full = await Assert.ThrowsAsync<InputException>(async () => await store.Log.AppendAsync("s", large));
        ((SqliteEventLog)store.Log).LimitPages(1_000_000);
        var version = (await store.Log.AppendAsync("s", large)).Version;

        Assert.Contains("no room", full.Message);
        Assert.Equal(EventExamples.All.Count + 1, version);
        Assert.True((await EventStore.Chain.ChainVerifier.VerifyAsync(store.Log)).Intact);
    }
}
