using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LmmCl.Abstractions;
using LmmCl.EventStore.Serialization;

namespace LmmCl.EventStore.Sqlite;

/// <summary>
/// An event log in one SQLite file: write-ahead log, synchronous=FULL, appends that arrive together committed together. Readers never wait
/// for writers. Any number of processes on one machine may open it.
/// </summary>
public sealed class SqliteEventLog : IEventLog
{
    private const int PageSize = 512;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string path;
    private readonly EventTypes types;
    private readonly SqliteWriter writer;
    private readonly ConcurrentBag<SqliteReader> idleReaders = [];
    private readonly Lock gate = new();
    private List<PendingAppend> waiting = [];
    private bool committing;
    private bool disposed;

    private SqliteEventLog(string path, SqliteDatabase database, EventTypes types)
    {
        this.path = path;
        this.types = types;
        writer = new SqliteWriter(database);
    }

    /// <summary>Opens the store in a file, which is created with its folder if it is not there.</summary>
    /// <exception cref="InputException">It cannot be opened, is not an event store, or has another schema version.</exception>
    public static SqliteEventLog Open(string path, EventTypes? types = null)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Open(path, types, create: true);
    }

    /// <summary>Opens the store in a file that must be there.</summary>
    /// <exception cref="InputException">It is not there, cannot be opened, is not an event store, or has another schema version.</exception>
    public static SqliteEventLog OpenExisting(string path, EventTypes? types = null)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
            throw new InputException(path, "there is no event store here.", "Run an experiment first, or name another store.");
        return Open(path, types, create: false);
    }

    private static SqliteEventLog Open(string path, EventTypes? types, bool create)
    {
        var database = new SqliteDatabase(path, create);
        try
        {
            SqliteSchema.CreateOrCheck(database);
            return new(path, database, types ?? EventTypes.Default);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stream);
        ct.ThrowIfCancellationRequested();
        var encoded = new EncodedEvent[events.Count];
        for (var i = 0; i < encoded.Length; i++)
            encoded[i] = EncodedEvent.From(stream, events[i], types);
        var append = new PendingAppend(stream, expectedVersion, encoded);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            waiting.Add(append);
            if (committing)
                return new(append.Completion);
            committing = true;
        }

        CommitWaiting();
        return new(append.Completion);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        string stream, long fromVersion = 1, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var page = Read(reader => reader.Stream(stream, fromVersion, PageSize));
             page.Count > 0;
             page = Read(reader => reader.Stream(stream, fromVersion, PageSize)))
        {
            foreach (var stored in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return stored;
            }

            fromVersion = page[^1].Version + 1;
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var page = Read(reader => reader.All(afterSequence, PageSize));
             page.Count > 0;
             page = Read(reader => reader.All(afterSequence, PageSize)))
        {
            foreach (var stored in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return stored;
            }

            afterSequence = page[^1].Sequence;
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, [EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await foreach (var stored in ReadAllAsync(afterSequence, ct))
            {
                yield return stored;
                afterSequence = stored.Sequence;
            }

            await Task.Delay(PollInterval, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => new(Read(reader => reader.Heads()));

    /// <inheritdoc/>
    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) =>
        new(Read(reader => reader.Heads()).FirstOrDefault(head => head.Stream == stream));

    /// <inheritdoc/>
    public ValueTask<string?> FindStorageFaultAsync(CancellationToken ct = default)
    {
        try
        {
            return new(Read(reader => reader.FindFault()));
        }
        catch (InputException damaged)
        {
            return new(damaged.Message);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed)
                return ValueTask.CompletedTask;
            disposed = true;
        }

        while (Volatile.Read(ref committing))
            Thread.Yield();
        while (idleReaders.TryTake(out var reader))
            reader.Dispose();
        writer.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets the file grow to so many pages and no further, as a full disk would.</summary>
    internal void LimitPages(long pages) => writer.LimitPages(pages);

    /// <summary>
    /// Commits what waits: the caller who finds nobody committing does it for everybody. What arrives meanwhile is left to the thread pool, so
    /// that nobody works for others without end.
    /// </summary>
    private void CommitWaiting()
    {
        List<PendingAppend> batch;
        lock (gate)
            (batch, waiting) = (waiting, []);
        writer.Commit(batch);
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                committing = false;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => CommitWaiting(), null);
    }

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
