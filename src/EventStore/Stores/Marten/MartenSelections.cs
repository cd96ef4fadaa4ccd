using System.Data.Common;
using System.Globalization;
using LmmCl.EventStore.Reading;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// Reads selected events from Marten's table field by field. Other kinds stay on the server, and the JSON around an event is neither
/// written nor parsed as a whole, which is most of the cost of reading. Damage that this reader does not notice, such as an extra field, is
/// found by the verifier, which reads through Marten.
/// </summary>
internal sealed class MartenSelections(string schema)
{
    private const int PageSize = 8192;

    private readonly string columns =
        "SELECT seq_id, id, stream_id, version, timestamp, "
        + "data ->> 'kind', data ->> 'schema', data ->> 'data', data ->> 'previous', data ->> 'hash' "
        + $"FROM {schema}.mt_events WHERE ";

    /// <summary>Reads the next page: of one stream after a version, or of all streams after a sequence number.</summary>
    internal async Task<Page> ReadAsync(IQuerySession session, EventSelection selection, long after, CancellationToken ct)
    {
        var rows = await session.ExecuteReaderAsync(Query(selection, after), ct).ConfigureAwait(false);
        await using var owned = rows.ConfigureAwait(false);
        var events = new List<StoredEvent>();
        try
        {
            while (await rows.ReadAsync(ct).ConfigureAwait(false))
                events.Add(Event(rows));
        }
        catch (DamagedEventException) when (events.Count > 0)
        {
            return new(events, IsLast: false);
        }

        return new(events, IsLast: events.Count < PageSize);
    }

    private NpgsqlCommand Query(EventSelection selection, long after)
    {
        var place = selection.Stream is null ? "seq_id" : "version";
        var sql = columns + place + " > @after";
        var command = new NpgsqlCommand();
        command.Parameters.AddWithValue("after", after);
        if (selection.Stream is { } stream)
        {
            sql += " AND stream_id = @stream";
            command.Parameters.AddWithValue("stream", NpgsqlDbType.Varchar, stream);
        }

        if (selection.UntilSequence is { } until)
        {
            sql += " AND seq_id <= @until";
            command.Parameters.AddWithValue("until", until);
        }

        if (selection.Without is { Count: > 0 } without)
        {
            sql += " AND coalesce(data ->> 'kind', '') <> ALL (@without)";
            command.Parameters.AddWithValue("without", without.ToArray());
        }

        command.CommandText = $"{sql} ORDER BY {place} LIMIT {PageSize}";
        return command;
    }

    /// <exception cref="DamagedEventException">The row was not written by this store.</exception>
    private static StoredEvent Event(DbDataReader row)
    {
        var sequence = row.GetInt64(0);
        try
        {
            return new(
                row.GetString(2),
                row.GetInt64(3),
                sequence,
                row.GetGuid(1),
                row.GetString(5),
                int.Parse(row.GetString(6), NumberStyles.None, CultureInfo.InvariantCulture),
                row.GetFieldValue<DateTimeOffset>(4),
                row.GetFieldValue<byte[]>(7),
                ChainedEvent.Bytes(row.GetString(8), sequence),
                ChainedEvent.Bytes(row.GetString(9), sequence));
        }
        catch (Exception altered) when (altered is InvalidCastException or FormatException or OverflowException)
        {
            throw ChainedEvent.NotOurs(sequence);
        }
    }
}
