using JasperFx.Events;
using Marten;
using Marten.Exceptions;

namespace LmmCl.EventStore.Marten;

/// <summary>Reads pages of events.</summary>
internal static class MartenReader
{
    /// <summary>A damaged row ends the page, so that what comes before it is still read; it throws when it comes first.</summary>
    internal static async Task<List<StoredEvent>> AllAsync(IQuerySession session, long afterSequence, int limit, CancellationToken ct)
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

        return rows.Count == 0 && damage is not null ? throw new DamagedEventException(until, damage) : Page(rows);
    }

    internal static async Task<List<StoredEvent>> StreamAsync(
        IQuerySession session, string stream, long fromVersion, int limit, CancellationToken ct)
    {
        try
        {
            return Page(await session.Events.FetchStreamAsync(stream, fromVersion + limit - 1, null, fromVersion, ct).ConfigureAwait(false));
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

    private static List<StoredEvent> Page(IReadOnlyList<IEvent> rows)
    {
        var page = new List<StoredEvent>(rows.Count);
        try
        {
            foreach (var row in rows)
                page.Add(ChainedEvent.Read(row));
        }
        catch (DamagedEventException) when (page.Count > 0)
        {
        }

        return page;
    }
}
