using LmmCl.Abstractions;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>
/// An event log in one SQLite file: write-ahead log, synchronous=FULL, concurrent appends committed together. Readers never wait for
/// writers. Any number of processes on one machine may open it.
/// </summary>
public sealed class SqliteEventLog : IEventLog
{
    private readonly EventTypes types;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly AppendQueue appends;

    private SqliteEventLog(string path, SqliteDatabase database, EventTypes types)
    {
        this.types = types;
        readers = new SqliteReaders(() => new SqliteDatabase(path, create: false));
        writer = new SqliteWriter(database, types);
        appends = new AppendQueue(batch =>
        {
            writer.Commit(batch);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Opens the store in a file, creating the file and its folder if they do not exist.</summary>
    /// <exception cref="InputException">The file cannot be opened, is not an event store, or has another schema version.</exception>
    public static SqliteEventLog Open(string path, EventTypes? types = null)
    {
        path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                path, $"the folder of the event store cannot be made ({refusal.Message}).", "Name another file.", refusal);
        }

        return Open(path, types, create: true)!;
    }

    /// <summary>Opens the store in an existing file.</summary>
    /// <exception cref="InputException">
    /// The file does not exist, cannot be opened, is not an event store, or has another schema version.
    /// </exception>
    public static SqliteEventLog OpenExisting(string path, EventTypes? types = null) =>
        OpenIfThere(path, types) ?? throw new InputException(
            Path.GetFullPath(path), "there is no event store here.", "Run an experiment first, or name another store.");

    /// <summary>Opens the store in an existing file; null if there is none.</summary>
    /// <exception cref="InputException">The file cannot be opened, is not an event store, or has another schema version.</exception>
    public static SqliteEventLog? OpenIfThere(string path, EventTypes? types = null)
    {
        path = Path.GetFullPath(path);
        return new FileInfo(path) is { Exists: true, Length: > 0 } ? Open(path, types, create: false) : null;
    }

    private static SqliteEventLog? Open(string path, EventTypes? types, bool create)
    {
        SqliteSchema.RefuseFragment(path);
        var database = new SqliteDatabase(path, create);
        try
        {
            if (SqliteSchema.CreateOrCheck(database, create))
                return new(path, database, types ?? EventTypes.Default);
            database.Dispose();
            return null;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        return appends.Add(PendingAppend.From(stream, expectedVersion, events, types));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        readers.StreamAsync(new(stream), fromVersion, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) =>
        readers.AllAsync(new(), afterSequence, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) =>
        readers.SelectAsync(selection, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) =>
        readers.FollowAsync(this, afterSequence, ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => new(readers.Heads());

    /// <inheritdoc/>
    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) => new(readers.Head(stream));

    /// <inheritdoc/>
    public ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default) => new(readers.FindFault(ct));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await appends.CloseAsync().ConfigureAwait(false))
            return;
        readers.Dispose();
        writer.Dispose();
    }

    /// <summary>Limits the file to a number of pages, to simulate a full disk.</summary>
    internal void LimitPages(long pages) => writer.LimitPages(pages);

    /// <summary>Makes every rollback fail, to simulate a lost disk.</summary>
    internal void RefuseRollbacks() => writer.RefuseRollbacks();
}
