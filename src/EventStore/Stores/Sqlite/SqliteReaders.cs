using System.Collections.Concurrent;
using LmmCl.Abstractions;
using LmmCl.EventStore.Reading;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>Reads a log on as many connections as there are readers at a time.</summary>
/// <param name="connect">Opens a connection.</param>
/// <param name="refuseChanged">
/// Throws <see cref="StoreChangedException"/> if what was read cannot be relied on; null if the connections see to that.
/// </param>
internal sealed class SqliteReaders(Func<SqliteDatabase> connect, Action? refuseChanged = null) : IDisposable
{
    private const int PageSize = 1024;

    private static readonly TimeSpan pollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentBag<SqliteReader> idle = [];
    private bool disposed;

    internal IAsyncEnumerable<StoredEvent> StreamAsync(EventSelection selection, long fromVersion, CancellationToken ct) => Pages.ReadAsync(
        fromVersion, from => new(Read(reader => reader.Stream(selection, from, PageSize))), last => last.Version + 1, ct);

    internal IAsyncEnumerable<StoredEvent> AllAsync(EventSelection selection, long afterSequence, CancellationToken ct) => Pages.ReadAsync(
        afterSequence, after => new(Read(reader => reader.All(selection, after, PageSize))), last => last.Sequence, ct);

    internal IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct) =>
        selection.Stream is null ? AllAsync(selection, 0, ct) : StreamAsync(selection, 1, ct);

    internal IAsyncEnumerable<StoredEvent> FollowAsync(IEventLog log, long afterSequence, CancellationToken ct) =>
        Pages.FollowAsync(log, afterSequence, WaitAsync, ct);

    internal IReadOnlyList<StreamHead> Heads() => Read(reader => reader.Heads());

    internal StreamHead? Head(string stream) => Heads().FirstOrDefault(head => head.Stream == stream);

    internal BadPosition? FindFault(CancellationToken ct)
    {
        try
        {
            return Read(reader => reader.FindFault(ct)) is { } problem ? BadPosition.OfStore(problem) : null;
        }
        catch (InputException interrupted) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, ct);
        }
        catch (InputException damaged)
        {
            return BadPosition.OfStore(damaged.Message);
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var reader))
            reader.Dispose();
    }

    private static async Task WaitAsync(CancellationToken ct) =>
        await Task.Delay(pollInterval, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private T Read<T>(Func<SqliteReader, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idle.TryTake(out var reader))
            reader = new SqliteReader(connect());
        try
        {
            return read(reader);
        }
        finally
        {
            idle.Add(reader);

            // A file that changes while it is read looks damaged: report the change rather than the damage.
            refuseChanged?.Invoke();
        }
    }
}
