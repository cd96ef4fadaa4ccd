using JasperFx;
using Npgsql;

namespace Marten.Storage;

/// <summary>
/// The event tables as upstream 9.58 creates them for streams named by text: same names, columns, keys and indexes, so that either package
/// reads what the other wrote. Functions that only upstream calls are left for upstream to add.
/// </summary>
internal sealed class EventTables(NpgsqlDataSource source, string schema, AutoCreate configured) : IMartenStorage
{
    /// <summary>Any number that is the same in every process: creators take turns.</summary>
    private const long CreationLock = 4004;

    private string Script =>
        $"""
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE IF NOT EXISTS {schema}.mt_streams (
            id varchar NOT NULL, type varchar NULL, version bigint NULL,
            timestamp timestamp with time zone NOT NULL DEFAULT (now()),
            created timestamp with time zone NOT NULL DEFAULT (now()),
            tenant_id varchar DEFAULT '*DEFAULT*', compacted_version bigint NOT NULL DEFAULT 0, is_archived boolean DEFAULT FALSE,
            CONSTRAINT pkey_mt_streams_id PRIMARY KEY (id));
        CREATE TABLE IF NOT EXISTS {schema}.mt_events (
            seq_id bigint NOT NULL, id uuid NOT NULL, stream_id varchar NULL, version bigint NOT NULL,
            data jsonb NOT NULL, bdata bytea NULL, type varchar(500) NOT NULL,
            timestamp timestamp with time zone NOT NULL DEFAULT '(now())',
            tenant_id varchar DEFAULT '*DEFAULT*', mt_dotnet_type varchar NULL, is_archived boolean DEFAULT FALSE,
            CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id),
            CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES {schema}.mt_streams (id) ON DELETE CASCADE);
        CREATE UNIQUE INDEX IF NOT EXISTS pk_mt_events_stream_and_version ON {schema}.mt_events USING btree (stream_id, version);
        CREATE SEQUENCE IF NOT EXISTS {schema}.mt_events_sequence;
        ALTER SEQUENCE {schema}.mt_events_sequence OWNED BY {schema}.mt_events.seq_id;
        CREATE TABLE IF NOT EXISTS {schema}.mt_event_progression (
            name varchar NOT NULL, last_seq_id bigint NULL,
            last_updated timestamp with time zone NULL DEFAULT (transaction_timestamp()),
            mode varchar DEFAULT 'none', rebuild_threshold integer DEFAULT 0, assigned_node integer DEFAULT 0,
            heartbeat timestamp with time zone, agent_status varchar(20), pause_reason text, running_on_node integer,
            warning_behind_threshold bigint, critical_behind_threshold bigint, failure_category varchar(50),
            failure_event_sequence bigint, failure_event_type varchar(500), failure_event_tenant_id varchar(500),
            CONSTRAINT pk_mt_event_progression PRIMARY KEY (name));
        """;

    public async Task ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate? @override = null)
    {
        if ((@override ?? configured) == AutoCreate.None)
            return;
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await RunAsync(connection, transaction, $"SELECT pg_advisory_xact_lock({CreationLock})").ConfigureAwait(false);
        await RunAsync(connection, transaction, Script).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    private static async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
