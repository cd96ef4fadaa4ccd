using System.Collections.Concurrent;
using LmmCl.Abstractions;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;
using LmmCl.EventStore.Reading;
using SQLitePCL;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>
/// An event log in one SQLite file: write-ahead log, synchronous=FULL, concurrent appends committed together. Readers never wait for
/// writers. Any number of processes on one machine may open it.
/// </summary>
public sealed class SqliteEventLog : IEventLog
{
    private const int PageSize = 1024;
    private const int SmallestPage = 512;

    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string path;
    private readonly EventTypes types;
    private readonly SqliteWriter writer;
    private readonly ConcurrentBag<SqliteReader> idleReaders = [];
    private readonly AppendQueue appends;
    private bool disposed;

    private SqliteEventLog(string path, SqliteDatabase database, EventTypes types)
    {
        this.path = path;
        this.types = types;
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
        // SQLite treats a file shorter than its smallest page as empty and would overwrite it.
        if (new FileInfo(path) is { Exists: true, Length: > 0 and < SmallestPage })
            throw SqliteErrors.Describe(path, raw.SQLITE_NOTADB, "");
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
        StreamAsync(new(stream), fromVersion, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) =>
        AllAsync(new(), afterSequence, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) =>
        selection.Stream is null ? AllAsync(selection, 0, ct) : StreamAsync(selection, 1, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) =>
        Pages.FollowAsync(this, afterSequence, WaitAsync, ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => new(Read(reader => reader.Heads()));

    /// <inheritdoc/>
    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) =>
        new(Read(reader => reader.Head(stream)));

    /// <inheritdoc/>
    public ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default)
    {
        try
        {
            return new(Read(reader => reader.FindFault()) is { } problem ? BadPosition.OfStore(problem) : null);
        }
        catch (InputException damaged)
        {
            return new(BadPosition.OfStore(damaged.Message));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await appends.CloseAsync().ConfigureAwait(false))
            return;
        disposed = true;
        while (idleReaders.TryTake(out var reader))
            reader.Dispose();
        writer.Dispose();
    }

    /// <summary>Limits the file to a number of pages, to simulate a full disk.</summary>
    internal void LimitPages(long pages) => writer.LimitPages(pages);

    /// <summary>Makes every rollback fail, to simulate a lost disk.</summary>
    internal void RefuseRollbacks() => writer.RefuseRollbacks();

    private static async Task WaitAsync(CancellationToken ct) =>
        await Task.Delay(pollInterval, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private IAsyncEnumerable<StoredEvent> StreamAsync(EventSelection selection, long fromVersion, CancellationToken ct) => Pages.ReadAsync(
        fromVersion, from => new(Read(reader => reader.Stream(selection, from, PageSize))), last => last.Version + 1, ct);

    private IAsyncEnumerable<StoredEvent> AllAsync(EventSelection selection, long afterSequence, CancellationToken ct) => Pages.ReadAsync(
        afterSequence, after => new(Read(reader => reader.All(selection, after, PageSize))), last => last.Sequence, ct);

    private T Read<T>(Func<SqliteReader, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idleReaders.TryTake(out var reader))
            reader = new SqliteReader(new SqliteDatabase(path, create: false));
        try
        {
            return read(reader);
        }
        finally
        {
            idleReaders.Add(reader);
        }
    }
}
