using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests.Spool;

/// <summary>A spool on its way into a log, whatever happens on the way.</summary>
public sealed class SpoolLeftoversTests : IAsyncLifetime
{
    private readonly SpoolFolder spool = new();
    private SqliteEventLog? log;

    private SqliteEventLog Log => log!;

    public async Task InitializeAsync()
    {
        log = SqliteEventLog.Open(Path.Combine(spool.Run.Root, "events.db"));
        await log.AppendAsync("small", ExpectedVersion.NoStream, [SpoolFolder.Events[0]]);
    }

    [Fact]
    public async Task What_lies_there_comes_into_the_log_once_with_its_own_times_and_goes()
    {
        spool.Write(SpoolFolder.Events);
        var bytes = spool.Bytes;
        await IngestAsync();
        Assert.False(File.Exists(spool.Run.Spool));

        // A host that died before it could remove the file.
        spool.Bytes = bytes;
        await IngestAsync();

        Same.AreEqual(SpoolFolder.Events, await StoredAsync());
        Assert.False(File.Exists(spool.Run.Spool));
    }

    [Fact]
    public async Task A_torn_line_goes_with_the_rest()
    {
        spool.Write(SpoolFolder.Events);
        spool.Bytes = spool.Bytes[..^1];

        await IngestAsync();

        Same.AreEqual(SpoolFolder.Events.SkipLast(1), await StoredAsync());
        Assert.False(File.Exists(spool.Run.Spool));
    }

    [Fact]
    public async Task Of_a_damaged_spool_nothing_is_taken_and_nothing_is_lost()
    {
        spool.Write(SpoolFolder.Events);
        var bytes = spool.Bytes;
        bytes[^10] ^= 1;
        spool.Bytes = bytes;

        var error = await Assert.ThrowsAsync<InputException>(IngestAsync);

        Assert.Equal($"{spool.Run.Spool}, line 4", error.Place);
        Assert.Single(await StoredAsync());
        Assert.Equal(bytes, spool.Bytes);
    }

    [Fact]
    public async Task A_spool_of_an_experiment_that_the_store_does_not_have_is_refused_and_stays()
    {
        spool.Write(SpoolFolder.Events);

        var error = await Assert.ThrowsAsync<InputException>(() => SpoolLeftovers.IngestAsync(spool.Run, "other", Log));

        Assert.Equal(spool.Run.Spool, error.Place);
        Assert.Contains("--store", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(spool.Run.Spool));
    }

    [Fact]
    public async Task A_journal_that_takes_nothing_is_told_at_once_and_the_file_stays()
    {
        spool.Write(SpoolFolder.Events);
        var gone = new IOException("the log is gone");
        var told = new TaskCompletionSource();
        var journal = ExperimentJournal.Continue("small", [], _ => Task.FromException(gone));
        var ingest = new SpoolIngest(spool.Run.Spool, journal, told.SetResult);
        ingest.Begin();

        ingest.More();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Same(gone, await Assert.ThrowsAsync<IOException>(ingest.FinishAsync));
        Assert.True(journal.Broken);
        Same.AreEqual(SpoolFolder.Events, spool.Read());
    }

    public async Task DisposeAsync()
    {
        await Log.DisposeAsync();
        spool.Dispose();
    }

    private Task IngestAsync() => SpoolLeftovers.IngestAsync(spool.Run, "small", Log);

    private async Task<IReadOnlyList<NewEvent>> StoredAsync() =>
        await Log.ReadStreamAsync("small").Select(stored => new NewEvent(stored.Decode(), stored.Timestamp)).ToListAsync();
}
