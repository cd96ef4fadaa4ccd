using System.Runtime.CompilerServices;
using LmmCl.EventStore;

namespace LmmCl.Metrics.Tests;

/// <summary>A log that notes what is read of it, changes it on the way, and refuses appends if told so.</summary>
internal sealed class ReadLog(IEventLog log, Func<StoredEvent, StoredEvent> change) : DelegatingEventLog(log)
{
    public List<long> Sequences { get; } = [];

    public bool RefusesAppends { get; set; }

    public override ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default) =>
        RefusesAppends ? throw new IOException("no space left") : base.AppendAsync(stream, expectedVersion, events, ct);

    public override async IAsyncEnumerable<StoredEvent> ReadAllAsync(
        long afterSequence = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var stored in base.ReadAllAsync(afterSequence, ct))
        {
            Sequences.Add(stored.Sequence);
            yield return change(stored);
        }
    }
}
