using System.Collections.Concurrent;
using LmmCl.EventStore;

namespace LmmCl.Audit;

/// <summary>
/// Audits the events of all streams on a thread of its own, while the next ones are read and their hashes and ids verified.
/// </summary>
/// <param name="streams">Receives the audit of each stream, in the order of first events; complete after <see cref="EndAsync"/>.</param>
internal sealed class StreamAudits(OrderedDictionary<string, StreamAudit> streams) : IDisposable
{
    private const int BatchSize = 512;
    private const int BatchesAhead = 16;

    private readonly BlockingCollection<List<(StoredEvent Event, bool HasDerivedId)>> batches = new(BatchesAhead);
    private List<(StoredEvent Event, bool HasDerivedId)> batch = new(BatchSize);
    private Task? auditing;

    /// <summary>Takes the next event; waits if the audits are far behind.</summary>
    public void Take(StoredEvent stored)
    {
        auditing ??= Task.Run(Audit);
        batch.Add((stored, stored.HasDerivedId));
        if (batch.Count == BatchSize)
        {
            batches.Add(batch);
            batch = new(BatchSize);
        }
    }

    /// <summary>Audits the rest.</summary>
    public async Task EndAsync()
    {
        batches.Add(batch);
        batches.CompleteAdding();
        await (auditing ?? Task.CompletedTask);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        batches.CompleteAdding();
        batches.Dispose();
    }

    private void Audit()
    {
        StreamAudit? last = null;
        foreach (var (stored, hasDerivedId) in batches.GetConsumingEnumerable().SelectMany(events => events))
        {
            if (last?.Stream != stored.Stream && !streams.TryGetValue(stored.Stream, out last))
            {
                streams.Add(stored.Stream, last = new StreamAudit(stored.Stream));
            }

            last!.Take(stored, hasDerivedId);
        }
    }
}
