namespace LmmCl.EventStore;

/// <summary>A log that passes everything on to another one; derived logs change a part of it.</summary>
/// <param name="inner">The other log, which is disposed of with this one.</param>
public abstract class DelegatingEventLog(IEventLog inner) : IEventLog
{
    /// <inheritdoc/>
    public virtual ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default) =>
        inner.AppendAsync(stream, expectedVersion, events, ct);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        inner.ReadStreamAsync(stream, fromVersion, ct);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) =>
        inner.ReadAllAsync(afterSequence, ct);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) =>
        inner.SelectAsync(selection, ct);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) =>
        inner.FollowAsync(afterSequence, ct);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => inner.ListStreamsAsync(ct);

    /// <inheritdoc/>
    public virtual ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) =>
        inner.FindStreamAsync(stream, ct);

    /// <inheritdoc/>
    public virtual ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default) => inner.FindStorageFaultAsync(ct);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
