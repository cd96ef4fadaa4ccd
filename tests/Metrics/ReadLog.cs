using System.Runtime.CompilerServices;
using LmmCl.EventStore;

namespace LmmCl.Metrics.Tests;

/// <summary>A log that notes what is read of it, changes it on the way, and refuses appends if told so.</summary>
internal sealed class ReadLog(IEventLog log, Func<StoredEvent, StoredEvent> change) : IEventLog
{
    public List<long> Sequences { get; } = [];

    public bool RefusesAppends { get; set; }

    public ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default) =>
        RefusesAppends ? throw new IOException("no space left") : log.AppendAsync(stream, expectedVersion, events, ct);

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        log.ReadStreamAsync(stream, fromVersion, ct);

    public async IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var stored in log.ReadAllAsync(afterSequence, ct))
        {
            Sequences.Add(stored.Sequence);
            yield return change(stored);
        }
    }

    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) => log.SelectAsync(selection, ct);

    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) => log.FollowAsync(afterSequence, ct);

    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => log.ListStreamsAsync(ct);

    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) => log.FindStreamAsync(stream, ct);

    public ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default) => log.FindStorageFaultAsync(ct);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
