using System.Globalization;
using Marten;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>Checks the tables beside the events: guards, unused columns, and Marten's own count of streams.</summary>
internal sealed class MartenFaults(string schema)
{
    /// <summary>The values that Marten writes into the columns that are the same for every event of this store.</summary>
    private static readonly string alike =
        "is_archived IS NOT DISTINCT FROM FALSE AND bdata IS NULL AND tenant_id IS NOT DISTINCT FROM '*DEFAULT*' "
        + "AND type IS NOT DISTINCT FROM 'chained_event' "
        + $"AND mt_dotnet_type IS NOT DISTINCT FROM '{typeof(ChainedEvent).FullName}, {typeof(ChainedEvent).Assembly.GetName().Name}'";

    /// <summary>The first fault; null if there is none.</summary>
    internal async Task<BadPosition?> FindAsync(IDocumentStore store)
    {
        if (MartenGuards.FirstMissing(await FirstColumn.ReadAsync(store, MartenGuards.Query(schema)).ConfigureAwait(false)) is { } guard)
            return BadPosition.OfStore($"it no longer has the guard {guard} as it was made.");
        var altered = await FirstColumn.ReadAsync(
            store, $"SELECT seq_id::text FROM {schema}.mt_events WHERE NOT ({alike}) ORDER BY seq_id LIMIT 1").ConfigureAwait(false);
        if (altered is [var sequence])
            return new(null, 0, long.Parse(sequence, CultureInfo.InvariantCulture), "the row of this event was altered beside the event.");
        var uneven = await FirstColumn.ReadAsync(
            store,
            $"SELECT coalesce(name, id) FROM {schema}.lmmcl_streams h FULL JOIN "
            + $"(SELECT * FROM {schema}.mt_streams WHERE id <> 'mt_tombstone') s ON id = name "
            + "WHERE s.version IS DISTINCT FROM h.version OR s.is_archived IS DISTINCT FROM FALSE "
            + "OR s.tenant_id IS DISTINCT FROM '*DEFAULT*' OR s.type IS NOT NULL LIMIT 1").ConfigureAwait(false);
        return uneven is [var stream] ? new(stream, 0, 0, "Marten's row of this stream does not say what its head says.") : null;
    }
}
