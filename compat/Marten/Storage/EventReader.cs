using System.Data.Common;
using System.Text.Json;
using JasperFx.Events;
using Marten.Exceptions;
using Marten.Sessions;
using Npgsql;

namespace Marten.Storage;

/// <summary>Reads events and the state of streams.</summary>
internal sealed class EventReader(SessionConnection connection, string schema, EventMappings mappings)
{
    private string Columns => $"SELECT seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type FROM {schema}.mt_events ";

    internal Task<IReadOnlyList<IEvent>> StreamAsync(
        string stream, long toVersion, DateTimeOffset? until, long fromVersion, CancellationToken ct)
    {
        var command = new NpgsqlCommand { Parameters = { new("stream", stream) } };
        var sql = Columns + "WHERE stream_id = @stream";
        if (fromVersion > 0)
            sql += With(command, " AND version >= @first", "first", fromVersion);
        if (toVersion > 0)
            sql += With(command, " AND version <= @last", "last", toVersion);
        if (until is { } time)
            sql += With(command, " AND timestamp <= @until", "until", time.ToUniversalTime());
        command.CommandText = sql + " ORDER BY version";
        return EventsAsync(command, ct);
    }

    /// <summary>Events of all streams by a condition after WHERE, with its values.</summary>
    internal Task<IReadOnlyList<IEvent>> AllAsync(string rest, IReadOnlyList<object> values, CancellationToken ct)
    {
        var command = new NpgsqlCommand(Columns + "WHERE is_archived = FALSE" + rest);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return EventsAsync(command, ct);
    }

    internal async Task<StreamState?> StateAsync(string stream, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT version, timestamp, created, is_archived FROM {schema}.mt_streams WHERE id = $1")
        {
            Parameters = { new() { Value = stream } },
        };
        await using var rows = await connection.ReadAsync(command, ct).ConfigureAwait(false);
        if (!await rows.ReadAsync(ct).ConfigureAwait(false))
            return null;
        return new StreamState
        {
            Key = stream,
            Version = rows.GetInt64(0),
            LastTimestamp = rows.GetFieldValue<DateTimeOffset>(1),
            Created = rows.GetFieldValue<DateTimeOffset>(2),
            IsArchived = rows.GetBoolean(3),
        };
    }

    private async Task<IReadOnlyList<IEvent>> EventsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var owned = command;
        await using var rows = await connection.ReadAsync(command, ct).ConfigureAwait(false);
        var events = new List<IEvent>();
        while (await NextAsync(rows, command, ct).ConfigureAwait(false))
            events.Add(Event(rows));
        return events;
    }

    private static async ValueTask<bool> NextAsync(DbDataReader rows, NpgsqlCommand command, CancellationToken ct)
    {
        try
        {
            return await rows.ReadAsync(ct).ConfigureAwait(false);
        }
        catch (NpgsqlException broken)
        {
            throw new MartenCommandException(command, broken);
        }
    }

    private IEvent Event(DbDataReader row)
    {
        var sequence = row.GetInt64(0);
        var name = row.GetString(5);
        var mapping = mappings.Find(name) ?? mappings.Find(name, row.IsDBNull(7) ? null : row.GetString(7))
            ?? throw new UnknownEventTypeException(name, sequence);
        try
        {
            var happened = mapping.Read(row.GetFieldValue<byte[]>(4));
            happened.Sequence = sequence;
            happened.Id = row.GetGuid(1);
            happened.StreamKey = row.IsDBNull(2) ? null : row.GetString(2);
            happened.Version = row.GetInt64(3);
            happened.EventTypeName = mapping.Name;
            happened.Timestamp = row.GetFieldValue<DateTimeOffset>(6);
            happened.DotNetTypeName = mapping.DotNetName;
            return happened;
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or NotSupportedException or InvalidCastException or ArgumentException)
        {
            throw new EventDeserializationFailureException(sequence, name, unreadable);
        }
    }

    private static string With(NpgsqlCommand command, string condition, string name, object value)
    {
        command.Parameters.AddWithValue(name, value);
        return condition;
    }
}
