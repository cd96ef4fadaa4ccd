using System.Text.Json;
using JasperFx.Events;
using Marten.Exceptions;
using Marten.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Storage;

/// <summary>Numbers events and inserts them: two trips to the server for any number of streams.</summary>
internal sealed class EventWriter(SessionConnection connection, string schema)
{
    private const string DefaultTenant = "*DEFAULT*";

    internal async Task WriteAsync(
        IReadOnlyCollection<StreamAction> streams, IReadOnlyList<(string Sql, object[] Values)> commands, CancellationToken ct)
    {
        var versions = streams.Count == 0 ? [] : await NumberAsync(streams, ct).ConfigureAwait(false);
        await using var batch = await connection.NewBatchAsync(ct).ConfigureAwait(false);
        foreach (var stream in streams)
            batch.BatchCommands.Add(versions.ContainsKey(stream.Key!) ? MoveStream(stream) : AddStream(stream));
        if (streams.Count > 0)
            batch.BatchCommands.Add(AddEvents([.. streams.SelectMany(stream => stream.Events)]));
        foreach (var (sql, values) in commands)
            batch.BatchCommands.Add(QueuedCommand.For(sql, values));
        try
        {
            await batch.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "mt_streams" })
        {
            throw new ExistingStreamIdCollisionException(streams.First(stream => !versions.ContainsKey(stream.Key!)).Key!);
        }
        catch (NpgsqlException refusal)
        {
            throw new MartenCommandException(null, refusal);
        }

        foreach (var (place, stream) in streams.Index())
            if (batch.BatchCommands[place].RecordsAffected == 0)
                throw new EventStreamUnexpectedMaxEventIdException(stream.Key!, null, stream.ExpectedVersionOnServer ?? 0, -1);
    }

    private async Task<Dictionary<string, long>> NumberAsync(IReadOnlyCollection<StreamAction> streams, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT id, version FROM {schema}.mt_streams WHERE id = ANY(@streams); "
            + $"SELECT nextval('{schema}.mt_events_sequence') FROM generate_series(1, @count)");
        command.Parameters.AddWithValue("streams", streams.Select(stream => stream.Key!).ToArray());
        command.Parameters.AddWithValue("count", streams.Sum(stream => stream.Events.Count));
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var sequences = new Queue<long>();
        await using (var rows = await connection.ReadAsync(command, ct).ConfigureAwait(false))
        {
            while (await rows.ReadAsync(ct).ConfigureAwait(false))
                versions[rows.GetString(0)] = rows.GetInt64(1);
            await rows.NextResultAsync(ct).ConfigureAwait(false);
            while (await rows.ReadAsync(ct).ConfigureAwait(false))
                sequences.Enqueue(rows.GetInt64(0));
        }

        var now = DateTimeOffset.UtcNow;
        foreach (var stream in streams)
        {
            if (stream.MustBeNew && versions.ContainsKey(stream.Key!))
                throw new ExistingStreamIdCollisionException(stream.Key!);
            stream.Number(versions.GetValueOrDefault(stream.Key!), sequences, now);
        }

        return versions;
    }

    private NpgsqlBatchCommand AddStream(StreamAction stream) =>
        new($"INSERT INTO {schema}.mt_streams (id, type, version, tenant_id) VALUES ($1, NULL, $2, '{DefaultTenant}')")
        {
            Parameters = { new() { Value = stream.Key! }, new() { Value = stream.Version } },
        };

    private NpgsqlBatchCommand MoveStream(StreamAction stream) =>
        new($"UPDATE {schema}.mt_streams SET version = $1 WHERE id = $2 AND version = $3 RETURNING version")
        {
            Parameters =
            {
                new() { Value = stream.Version },
                new() { Value = stream.Key! },
                new() { Value = stream.ExpectedVersionOnServer! },
            },
        };

    private NpgsqlBatchCommand AddEvents(IReadOnlyList<IEvent> events) =>
        new($"INSERT INTO {schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type) "
            + $"SELECT s, i, k, v, d, t, w, '{DefaultTenant}', n FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS e (s, i, k, v, d, t, w, n)")
        {
            Parameters =
            {
                Column(events, happened => happened.Sequence, NpgsqlDbType.Bigint),
                Column(events, happened => happened.Id, NpgsqlDbType.Uuid),
                Column(events, happened => happened.StreamKey!, NpgsqlDbType.Varchar),
                Column(events, happened => happened.Version, NpgsqlDbType.Bigint),
                Column(events, Json, NpgsqlDbType.Jsonb),
                Column(events, happened => happened.EventTypeName, NpgsqlDbType.Varchar),
                Column(events, happened => happened.Timestamp.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                Column(events, happened => happened.DotNetTypeName, NpgsqlDbType.Varchar),
            },
        };

    private static byte[] Json(IEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened.Data, happened.EventType, EventJson.Options);

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<IEvent> events, Func<IEvent, T> value, NpgsqlDbType type) =>
        new() { TypedValue = [.. events.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type };
}
