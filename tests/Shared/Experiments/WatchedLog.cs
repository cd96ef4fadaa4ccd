using LmmCl.Events;
using LmmCl.EventStore;

namespace LmmCl.Tests;

/// <summary>An event log that shows every event to somebody once it is recorded: the way to stop a run at an exact place.</summary>
internal sealed class WatchedLog(IEventLog log, Action<IExperimentEvent> watch, Action<IExperimentEvent>? before = null) : IEventLog
{
    public async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        foreach (var happens in events)
        {
            before?.Invoke(happens.Data);
        }

        var result = await log.AppendAsync(stream, expectedVersion, events, ct);
        foreach (var happened in events)
        {
            watch(happened.Data);
        }

        return result;
    }

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        log.ReadStreamAsync(stream, fromVersion, ct);

    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) =>
        log.ReadAllAsync(afterSequence, ct);

    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) =>
        log.SelectAsync(selection, ct);

    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) => log.FollowAsync(afterSequence, ct);

    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => log.ListStreamsAsync(ct);

    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) => log.FindStreamAsync(stream, ct);

    public ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default) => log.FindStorageFaultAsync(ct);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
