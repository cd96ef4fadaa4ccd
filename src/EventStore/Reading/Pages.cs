using System.Runtime.CompilerServices;

namespace LmmCl.EventStore.Reading;

/// <summary>Events page by page, as far as the log has come when each page is read.</summary>
internal static class Pages
{
    /// <summary>Reads page after page; the next one is read while the one before is worked on.</summary>
    /// <param name="from">Where the first page begins.</param>
    /// <param name="read">The page that begins at a place.</param>
    /// <param name="next">Where the page after an event begins.</param>
    /// <param name="ct">Ends the reading.</param>
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
            // Whoever stops in the middle leaves nothing running.
            if (ahead is not null)
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Everything after a sequence number, then what is new, until cancelled, which ends it quietly.</summary>
    /// <param name="log">The log.</param>
    /// <param name="afterSequence">The last sequence number that the caller has.</param>
    /// <param name="wait">Ends when there may be something new, or when cancelled, and throws neither way.</param>
    /// <param name="ct">Ends the following.</param>
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
