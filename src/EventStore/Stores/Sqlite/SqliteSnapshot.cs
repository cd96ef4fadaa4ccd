using LmmCl.Abstractions;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>
/// An SQLite store as it is when it is opened, for readers that must not write beside it and for folders that cannot be written. SQLite
/// itself writes when it only reads: a store in write-ahead mode needs an index in its folder.
/// </summary>
internal sealed class SqliteSnapshot : IEventLog
{
    private readonly string path;
    private readonly SqliteFiles files;
    private readonly SqliteReaders readers;

    private SqliteSnapshot(string path, SqliteFiles files)
    {
        this.path = path;
        this.files = files;
        readers = new SqliteReaders(Connect, files.RefuseChanged);
    }

    /// <summary>Opens the store in an existing file; null if there is none.</summary>
    /// <exception cref="InputException">The file cannot be read, is not an event store, or has another schema version.</exception>
    internal static SqliteSnapshot? OpenIfThere(string path)
    {
        path = Path.GetFullPath(path);
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            return null;
        SqliteSchema.RefuseFragment(path);
        var snapshot = new SqliteSnapshot(path, SqliteFiles.Of(path));
        try
        {
            using var database = snapshot.Connect();
            if (SqliteSchema.CreateOrCheck(database, mayCreate: false))
                return snapshot;
            snapshot.Close();
            return null;
        }
        catch
        {
            snapshot.Close();
            throw;
        }
    }

    /// <summary>Refused always.</summary>
    /// <exception cref="InputException">The store was opened for reading.</exception>
    public ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default) =>
        throw new InputException(path, "the event store was opened for reading only.");

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
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private SqliteDatabase Connect() => SqliteDatabase.OpenImmutable(files.Readable, path);

    private void Close()
    {
        readers.Dispose();
        files.Dispose();
    }
}
