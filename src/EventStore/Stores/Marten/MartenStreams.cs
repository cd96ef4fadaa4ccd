using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;
using Marten;
using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>Heads of streams, and the lock for moving them.</summary>
internal sealed class MartenStreams(string schema, EventTypes types)
{
    /// <summary>
    /// Takes the write lock until the transaction ends, and returns the heads of the streams. Under this lock Marten's sequence is reset to
    /// the last stored event: numbers drawn by failed appends, or lost in a crash, are reused, so the order has no gaps; and since a
    /// transaction becomes visible before it releases its locks, no reader sees a later event before an earlier one.
    /// </summary>
    internal async Task<List<StreamHead>> TakeTurnAsync(IDocumentSession session, string[] streams, CancellationToken ct)
    {
        var command = new NpgsqlCommand(
            $"""
            SELECT set_config('lock_timeout', '30s', true), set_config('synchronous_commit',
                CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on'
                    ELSE current_setting('synchronous_commit') END, true);
            SELECT pg_advisory_xact_lock({MartenSchema.LockClass}, '{schema}.mt_events'::regclass::oid::integer);
            SELECT setval('{schema}.mt_events_sequence', coalesce(max(seq_id), 0) + 1, false) FROM {schema}.mt_events;
            SELECT name, version, hash FROM {schema}.lmmcl_streams WHERE name = ANY(@streams)
            """);
        command.Parameters.AddWithValue("streams", streams);
        await using var rows = await session.ExecuteReaderAsync(command, ct).ConfigureAwait(false);
        while (rows.FieldCount != 3 && await rows.NextResultAsync(ct).ConfigureAwait(false))
        {
        }

        return await HeadsAsync(rows, ct).ConfigureAwait(false);
    }

    internal async Task<List<StreamHead>> ListAsync(IQuerySession session, string? stream, CancellationToken ct)
    {
        var command = new NpgsqlCommand(
            $"SELECT name, version, hash FROM {schema}.lmmcl_streams WHERE name = coalesce(@stream, name) ORDER BY position");
        command.Parameters.Add(new NpgsqlParameter("stream", NpgsqlTypes.NpgsqlDbType.Varchar) { Value = stream ?? (object)DBNull.Value });
        await using var rows = await session.ExecuteReaderAsync(command, ct).ConfigureAwait(false);
        return await HeadsAsync(rows, ct).ConfigureAwait(false);
    }

    /// <summary>Loads the ids that other writers have added.</summary>
    internal async Task CatchUpAsync(IQuerySession session, GrowingStream state, StreamHead head, CancellationToken ct)
    {
        var command = new NpgsqlCommand(
            $"SELECT id, version, data ->> 'kind' FROM {schema}.mt_events WHERE stream_id = @stream AND version > @known");
        command.Parameters.AddWithValue("stream", state.Stream);
        command.Parameters.AddWithValue("known", state.Version);
        await using var rows = await session.ExecuteReaderAsync(command, ct).ConfigureAwait(false);
        var versions = new List<long>();
        while (await rows.ReadAsync(ct).ConfigureAwait(false))
        {
            var version = rows.GetInt64(1);
            state.Know(rows.GetGuid(0), version);
            if (types.HasOldShapes(rows.GetString(2)))
                versions.Add(version);
        }

        await rows.DisposeAsync().ConfigureAwait(false);
        state.MoveTo(head.Version, head.Hash.ToArray());
        if (versions.Count == 0)
            return;
        var contents = new Dictionary<(string, long), EncodedEvent>();
        await ReadContentAsync(session, state.Stream, [.. versions], contents, ct).ConfigureAwait(false);
        foreach (var ((_, version), stored) in contents)
            state.KnowInTodaysShape(stored, version);
    }

    /// <summary>Reads a stream's events at some versions.</summary>
    internal async Task ReadContentAsync(
        IQuerySession session,
        string stream,
        long[] versions,
        Dictionary<(string Stream, long Version), EncodedEvent> contents,
        CancellationToken ct)
    {
        var command = new NpgsqlCommand(
            $"SELECT version, id, data ->> 'kind', (data ->> 'schema')::integer, convert_to(data ->> 'data', 'UTF8') "
            + $"FROM {schema}.mt_events WHERE stream_id = @stream AND version = ANY(@versions)");
        command.Parameters.AddWithValue("stream", stream);
        command.Parameters.AddWithValue("versions", versions);
        await using var rows = await session.ExecuteReaderAsync(command, ct).ConfigureAwait(false);
        while (await rows.ReadAsync(ct).ConfigureAwait(false))
            contents[(stream, rows.GetInt64(0))] =
                new EncodedEvent(rows.GetGuid(1), rows.GetString(2), rows.GetInt32(3), default, rows.GetFieldValue<byte[]>(4));
    }

    /// <summary>Moves a head along with the events saved in the session.</summary>
    internal void Move(IDocumentSession session, GrowingStream state, bool isNew)
    {
        var hash = Convert.ToHexStringLower(state.Hash);
        if (isNew)
            session.QueueSqlCommand(
                $"INSERT INTO {schema}.lmmcl_streams (name, version, hash) VALUES (?, ?, decode(?, 'hex'))",
                state.Stream,
                state.Version,
                hash);
        else
            session.QueueSqlCommand(
                $"UPDATE {schema}.lmmcl_streams SET version = ?, hash = decode(?, 'hex') WHERE name = ?",
                state.Version,
                hash,
                state.Stream);
    }

    /// <summary>Notifies followers once the transaction is committed.</summary>
    internal void Announce(IDocumentSession session) => session.QueueSqlCommand("SELECT pg_notify(?, '')", AppendSignal.ChannelOf(schema));

    private static async Task<List<StreamHead>> HeadsAsync(System.Data.Common.DbDataReader rows, CancellationToken ct)
    {
        var heads = new List<StreamHead>();
        while (await rows.ReadAsync(ct).ConfigureAwait(false))
            heads.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetFieldValue<byte[]>(2)));
        return heads;
    }
}
