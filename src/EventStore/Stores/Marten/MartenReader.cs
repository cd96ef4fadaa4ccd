using JasperFx.Events;
using LmmCl.EventStore.Reading;
using Marten;
using Marten.Exceptions;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>Reads pages of events.</summary>
internal static class MartenReader
{
    /// <summary>
    /// Reads one page of all streams. A damaged row ends the page, so that the rows before it can be read; if it is the first row, it
    /// throws.
    /// </summary>
    internal static async Task<Page> AllAsync(IQuerySession session, long afterSequence, int limit, CancellationToken ct)
    {
        // No upper bound unless needed: without statistics, PostgreSQL estimates a range with two bounds as small.
        IQueryable<IEvent> events = session.Events.QueryAllRawEvents().Where(stored => stored.Sequence > afterSequence);
        var wanted = events;
        DamagedEventException? damage = null;
        while (true)
        {
            try
            {
                var rows = await wanted.OrderBy(stored => stored.Sequence).Take(limit).ToListAsync(ct).ConfigureAwait(false);
                return rows.Count == 0 && damage is not null ? throw damage : PageOf(rows, isLast: damage is null && rows.Count < limit);
            }
            catch (MartenException unreadable) when (SequenceOf(unreadable) is { } sequence)
            {
                damage = new(sequence, (unreadable.InnerException ?? unreadable).Message);
                wanted = events.Where(stored => stored.Sequence < sequence);
            }
            catch (InvalidCastException) when (limit > 1)
            {
                // A column that Marten requires is null, and the error does not name the row: read smaller pages to return the rows before
                // it.
                limit /= 2;
            }
            catch (InvalidCastException empty)
            {
                throw new DamagedEventException(afterSequence + 1, empty.Message, empty);
            }
        }
    }

    internal static async Task<Page> StreamAsync(
        IQuerySession session, string stream, long fromVersion, int limit, CancellationToken ct)
    {
        try
        {
            var rows = await session.Events.FetchStreamAsync(stream, fromVersion + limit - 1, null, fromVersion, ct).ConfigureAwait(false);

            // The window is in versions: a deleted one in the middle must not look like the end.
            return PageOf(rows, isLast: rows.Count < limit && (rows.Count == 0 || rows[^1].Version == fromVersion + rows.Count - 1));
        }
        catch (MartenException unreadable) when (SequenceOf(unreadable) is { } sequence)
        {
            throw new DamagedEventException(sequence, (unreadable.InnerException ?? unreadable).Message);
        }
    }

    private static long? SequenceOf(MartenException unreadable) => unreadable switch
    {
        global::Marten.Exceptions.EventDeserializationFailureException altered => altered.Sequence,
        global::Marten.Exceptions.UnknownEventTypeException unknown => unknown.Sequence,
        _ => null,
    };

    private static Page PageOf(IReadOnlyList<IEvent> rows, bool isLast)
    {
        var events = new List<StoredEvent>(rows.Count);
        try
        {
            foreach (var row in rows)
                events.Add(ChainedEvent.Read(row));
        }
        catch (DamagedEventException) when (events.Count > 0)
        {
            isLast = false;
        }

        return new(events, isLast);
    }
}
