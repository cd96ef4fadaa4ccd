using JasperFx.Events;
using LmmCl.EventStore.Reading;
using Marten;
using Marten.Exceptions;

namespace LmmCl.EventStore.Marten;

/// <summary>Reads pages of events.</summary>
internal static class MartenReader
{
    /// <summary>A damaged row ends the page, so that what comes before it is still read; it throws when it comes first.</summary>
    internal static async Task<Page> AllAsync(IQuerySession session, long afterSequence, int limit, CancellationToken ct)
    {
        IReadOnlyList<IEvent> rows;
        var until = long.MaxValue;
        string? damage = null;
        while (true)
        {
            try
            {
                rows = await session.Events.QueryAllRawEvents()
                    .Where(stored => stored.Sequence > afterSequence && stored.Sequence < until)
                    .OrderBy(stored => stored.Sequence).Take(limit).ToListAsync(ct).ConfigureAwait(false);
                break;
            }
            catch (MartenException unreadable) when (SequenceOf(unreadable) is { } sequence)
            {
                (until, damage) = (sequence, (unreadable.InnerException ?? unreadable).Message);
            }
        }

        return rows.Count == 0 && damage is not null ? throw new DamagedEventException(until, damage) : PageOf(rows, isLast: damage is null && rows.Count < limit);
    }

    internal static async Task<Page> StreamAsync(
        IQuerySession session, string stream, long fromVersion, int limit, CancellationToken ct)
    {
        try
        {
            var rows = await session.Events.FetchStreamAsync(stream, fromVersion + limit - 1, null, fromVersion, ct).ConfigureAwait(false);

            // The window counts versions: a deleted one in the middle must not look like the end.
            return PageOf(rows, isLast: rows.Count < limit && (rows.Count == 0 || rows[^1].Version == fromVersion + rows.Count - 1));
        }
        catch (MartenException unreadable) when (SequenceOf(unreadable) is { } sequence)
        {
            throw new DamagedEventException(sequence, (unreadable.InnerException ?? unreadable).Message);
        }
    }

    private static long? SequenceOf(MartenException unreadable) => unreadable switch
    {
        EventDeserializationFailureException altered => altered.Sequence,
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
