using System.Runtime.CompilerServices;

namespace LmmCl.EventStore.Reading;

/// <summary>Reads events in pages, up to the end of the log when each page is read.</summary>
internal static class Pages
{
    /// <summary>Reads page after page, fetching the next one while the current one is processed.</summary>
    /// <param name="from">Position of the first page.</param>
    /// <param name="read">Reads the page at a position.</param>
    /// <param name="next">Returns the position of the page after an event.</param>
    /// <param name="ct">Stops reading.</param>
    internal static async IAsyncEnumerable<StoredEvent> ReadAsync(
        long from, Func<long, ValueTask<Page>> read, Func<StoredEvent, long> next, [EnumeratorCancellation] CancellationToken ct)
    {
        Task<Page>? ahead = null;
        try
        {
            for (var page = await read(from).ConfigureAwait(false); ; page = await ahead!.ConfigureAwait(false))
            {
                var isLast = page.IsLast || page.Events.Count == 0;
                if (!isLast)
                    ahead = Task.Run(() => read(next(page.Events[^1])).AsTask(), CancellationToken.None);
                foreach (var stored in page.Events)
                {
                    ct.ThrowIfCancellationRequested();
                    yield return stored;
                }

                if (isLast)
                    break;
            }
        }
        finally
        {
            // A caller that stops enumerating must leave no read running.
            if (ahead is not null)
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>All events after a sequence number, then new ones; cancellation ends the sequence without an exception.</summary>
    /// <param name="log">The log.</param>
    /// <param name="afterSequence">Sequence number to read after.</param>
    /// <param name="wait">Completes when there may be new events, or on cancellation; never throws.</param>
    /// <param name="ct">Stops following.</param>
    internal static async IAsyncEnumerable<StoredEvent> FollowAsync(
        IEventLog log, long afterSequence, Func<CancellationToken, Task> wait, [EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await foreach (var stored in log.ReadAllAsync(afterSequence, CancellationToken.None).ConfigureAwait(false))
            {
                if (ct.IsCancellationRequested)
                    yield break;
                yield return stored;
                afterSequence = stored.Sequence;
            }

            await wait(ct).ConfigureAwait(false);
        }
    }
}
