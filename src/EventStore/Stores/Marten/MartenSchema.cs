using LmmCl.Abstractions;
using Marten;
using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// Additions to Marten's tables: the head of every stream, a schema version, and <see cref="MartenGuards"/>. Marten's tombstones (events
/// that stand in for failed ones) are refused too: here a failed append uses up no sequence number.
/// </summary>
internal sealed class MartenSchema(string schema)
{
    internal const int Version = 1;

    /// <summary>"LmCl" as a number: the first half of the advisory lock keys.</summary>
    internal const int LockClass = 0x4C6D436C;

    private string Script =>
        $"""
        CREATE TABLE {schema}.lmmcl_streams (
            name varchar PRIMARY KEY, position bigint NOT NULL GENERATED ALWAYS AS IDENTITY, version bigint NOT NULL, hash bytea NOT NULL);
        ALTER TABLE {schema}.mt_events ADD CONSTRAINT lmmcl_no_tombstones CHECK (stream_id <> 'mt_tombstone');
        {MartenGuards.Script(schema)}
        CREATE TABLE {schema}.lmmcl_store (schema_version integer NOT NULL);
        """;

    /// <summary>
    /// Creates the tables, or checks that they belong to this store. An existing store is only read, so that a standby can be opened. False
    /// if there are no tables and none may be created.
    /// </summary>
    /// <exception cref="InputException">
    /// The schema belongs to another program or has another version, or the server cannot store events durably.
    /// </exception>
    internal async Task<bool> CreateOrCheckAsync(IDocumentStore store, PostgresAddress address, bool mayCreate)
    {
        await CheckServerAsync(store, address).ConfigureAwait(false);
        await RefuseUnusableNameAsync(store, address).ConfigureAwait(false);
        if (!await ExistsAsync(store, "lmmcl_store").ConfigureAwait(false))
        {
            if (!mayCreate)
                return false;
            await CreateAsync(store, address).ConfigureAwait(false);
        }

        var versions = await FirstColumn.ReadAsync(store, $"SELECT schema_version::text FROM {schema}.lmmcl_store").ConfigureAwait(false);
        if (versions is not [var version] || version != $"{Version}")
            throw new InputException(
                address.ToString(),
                $"the event store has schema version {string.Join(", ", versions)}; this build reads version {Version}.",
                "Use the build that wrote it.");
        return true;
    }

    private async Task CheckServerAsync(IDocumentStore store, PostgresAddress address)
    {
        const string Query =
            "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'server_encoding') ORDER BY name";
        var settings = await FirstColumn.ReadAsync(store, Query).ConfigureAwait(false);
        if (settings is not ["on", "on", "UTF8"])
            throw new InputException(
                address.ToString(),
                $"the server runs with fsync={settings[0]}, full_page_writes={settings[1]} and encoding {settings[2]}; "
                + "events would not be safe there.",
                "It needs fsync=on, full_page_writes=on and a database in UTF8.");
    }

    /// <summary>
    /// Refuses reserved words as schema names, because Marten's SQL and this class's use the name without quotes. The server is asked,
    /// since each version reserves other words.
    /// </summary>
    private async Task RefuseUnusableNameAsync(IDocumentStore store, PostgresAddress address)
    {
        const string OwnPrefix = "pg_";
        var reserved = $"SELECT word FROM pg_get_keywords() WHERE word = '{schema}' AND catcode IN ('R', 'T')";
        var problem = schema.StartsWith(OwnPrefix, StringComparison.Ordinal) ? $"names with {OwnPrefix} are the server's own"
            : (await FirstColumn.ReadAsync(store, reserved).ConfigureAwait(false)).Count > 0 ? "it is a reserved word of SQL"
            : null;
        if (problem is not null)
            throw new InputException(
                address.ToString(), $"'{schema}' cannot be the name of a schema: {problem}.", $"Name another: ?schema=lmmcl_{schema}");
    }

    private async Task CreateAsync(IDocumentStore store, PostgresAddress address)
    {
        var session = store.LightweightSession();
        await using var owned = session.ConfigureAwait(false);
        await session.BeginTransactionAsync(default).ConfigureAwait(false);
        await session.ExecuteAsync(new NpgsqlCommand($"SELECT pg_advisory_xact_lock({LockClass}, hashtext('{schema}'))"))
            .ConfigureAwait(false);
        if (await ExistsAsync(store, "lmmcl_store").ConfigureAwait(false))
            return;
        if (await ExistsAsync(store, "mt_events").ConfigureAwait(false)
            && (await FirstColumn.ReadAsync(store, $"SELECT '' FROM {schema}.mt_events LIMIT 1").ConfigureAwait(false)).Count > 0)
            throw new InputException(
                address.ToString(), $"schema '{schema}' holds another program's events.", "Name another schema: ?schema=lmmcl_events");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync().ConfigureAwait(false);
        await session.ExecuteAsync(new NpgsqlCommand(Script)).ConfigureAwait(false);
        session.QueueSqlCommand($"INSERT INTO {schema}.lmmcl_store VALUES (?)", Version);
        await session.SaveChangesAsync().ConfigureAwait(false);
    }

    private async Task<bool> ExistsAsync(IDocumentStore store, string table)
    {
        var query = $"SELECT '' WHERE to_regclass('{schema}.{table}') IS NOT NULL";
        return (await FirstColumn.ReadAsync(store, query).ConfigureAwait(false)).Count > 0;
    }
}
