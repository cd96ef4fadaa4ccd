using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using LmmCl.Abstractions;

namespace LmmCl.EventStore.Chain;

/// <summary>
/// Reads a log and examines its events by themselves, in batches on as many threads as are free, while the next ones are read: what an
/// event's own content says needs no other event, and takes longer than reading it.
/// </summary>
internal static class ExaminedEvents
{
    // Few events at a time: those in flight survive each garbage collection, which then has to move them.
    private const int BatchSize = 128;
    private const int BatchesAhead = 4;

    /// <summary>All events in global order, in batches: whether each matches its hash, and what was found in it.</summary>
    /// <exception cref="DamagedEventException">A row is damaged; all events before it have been returned.</exception>
    /// <exception cref="InputException">The store cannot be read further; all events before have been returned.</exception>
    internal static async IAsyncEnumerable<List<(StoredEvent Stored, bool IsIntact, T Examined)>> ReadAsync<T>(
        IEventLog log, Func<StoredEvent, T> examine, [EnumeratorCancellation] CancellationToken ct)
    {
        var ahead = new Queue<Task<List<(StoredEvent, bool, T)>>>();
        var unreadable = (Exception?)null;
        await using var events = log.ReadAllAsync(0, ct).GetAsyncEnumerator(ct);
        for (var isLast = false; !isLast || ahead.Count > 0;)
        {
            if (!isLast)
            {
                var batch = new List<StoredEvent>(BatchSize);
                try
                {
                    while (batch.Count < BatchSize && !(isLast = !await events.MoveNextAsync()))
                        batch.Add(events.Current);
                }
                catch (Exception error) when (error is DamagedEventException or InputException)
                {
                    (unreadable, isLast) = (error, true);
                }

                ahead.Enqueue(Task.Run(() => batch.ConvertAll(stored => (stored, stored.IsIntact, examine(stored))), ct));
            }

            if (isLast || ahead.Count > BatchesAhead)
                yield return await ahead.Dequeue();
        }

        if (unreadable is not null)
            ExceptionDispatchInfo.Throw(unreadable);
    }
}
