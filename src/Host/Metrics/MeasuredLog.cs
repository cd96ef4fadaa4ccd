using System.Diagnostics;
using LmmCl.EventStore;

namespace LmmCl.Host.Metrics;

/// <summary>An event log whose appends are counted and timed.</summary>
internal sealed class MeasuredLog(IEventLog log, AppendInstruments instruments) : IEventLog
{
    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var result = await log.AppendAsync(stream, expectedVersion, events, ct).ConfigureAwait(false);
            instruments.Appended(clock.Elapsed, result.Appended);
            return result;
        }
        catch (Exception error) when (error is not (OperationCanceledException or WrongExpectedVersionException))
        {
            instruments.Failed(clock.Elapsed);
            throw;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        log.ReadStreamAsync(stream, fromVersion, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) =>
        log.ReadAllAsync(afterSequence, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) =>
        log.SelectAsync(selection, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) => log.FollowAsync(afterSequence, ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => log.ListStreamsAsync(ct);

    /// <inheritdoc/>
    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) => log.FindStreamAsync(stream, ct);

    /// <inheritdoc/>
    public ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default) => log.FindStorageFaultAsync(ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log.DisposeAsync();
}
