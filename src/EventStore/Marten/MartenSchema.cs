using LmmCl.Abstractions;
using Marten;
using Npgsql;

namespace LmmCl.EventStore.Marten;

/// <summary>
/// What this store adds to Marten's tables: the head of every stream, a schema version, and guards that refuse to change the past. Marten's
/// tombstones (events that stand in for failed ones) are refused too: here no failed append leaves a number behind.
/// </summary>
internal sealed class MartenSchema(string schema)
{
    internal const int Version = 1;

    /// <summary>"LmCl" as a number: the first half of the advisory locks.</summary>
    internal const int LockClass = 0x4C6D436C;

    private const string Refuse = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END";

    private const string Grow = "BEGIN IF NEW.version <= OLD.version OR NEW.name <> OLD.name OR NEW.position <> OLD.position THEN "
        + "RAISE EXCEPTION 'a stream only grows' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END";

    private static readonly (string Name, string Table, string When, string Function)[] guards =
    [
        ("lmmcl_events_are_never_changed", "mt_events", "BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW", "lmmcl_refuse"),
        ("lmmcl_events_are_never_emptied", "mt_events", "BEFORE TRUNCATE ON {0} FOR EACH STATEMENT", "lmmcl_refuse"),
        ("lmmcl_heads_only_move_forward", "lmmcl_streams", "BEFORE UPDATE ON {0} FOR EACH ROW", "lmmcl_grow"),
        ("lmmcl_heads_are_never_deleted", "lmmcl_streams", "BEFORE DELETE ON {0} FOR EACH ROW", "lmmcl_refuse"),
        ("lmmcl_heads_are_never_emptied", "lmmcl_streams", "BEFORE TRUNCATE ON {0} FOR EACH STATEMENT", "lmmcl_refuse"),
    ];

    private string Create((string Name, string Table, string When, string Function) guard) =>
        $"CREATE TRIGGER {guard.Name} {string.Format(null, guard.When, $"{schema}.{guard.Table}")} EXECUTE FUNCTION {schema}.{guard.Function}();";

    private string Script =>
        $"""
        CREATE TABLE {schema}.lmmcl_streams (
            name varchar PRIMARY KEY, position bigint NOT NULL GENERATED ALWAYS AS IDENTITY, version bigint NOT NULL, hash bytea NOT NULL);
        ALTER TABLE {schema}.mt_events ADD CONSTRAINT lmmcl_no_tombstones CHECK (stream_id <> 'mt_tombstone');
        CREATE FUNCTION {schema}.lmmcl_refuse() RETURNS trigger LANGUAGE plpgsql AS $body${Refuse}$body$;
        CREATE FUNCTION {schema}.lmmcl_grow() RETURNS trigger LANGUAGE plpgsql AS $body${Grow}$body$;
        {string.Join('\n', guards.Select(Create))}
        CREATE TABLE {schema}.lmmcl_store (schema_version integer NOT NULL);
        """;

    /// <summary>Makes the tables, or checks that they are ours. A store that is there is only read, so a standby can be opened.</summary>
    /// <exception cref="InputException">The schema is another program's, or of another version, or the server cannot keep events safe.</exception>
    internal async Task CreateOrCheckAsync(IDocumentStore store, PostgresAddress address)
    {
        await CheckServerAsync(store, address).ConfigureAwait(false);
        if (!await ExistsAsync(store, "lmmcl_store").ConfigureAwait(false))
            await CreateAsync(store, address).ConfigureAwait(false);
        var version = (await ReadAsync(store, $"SELECT schema_version::text FROM {schema}.lmmcl_store").ConfigureAwait(false)).SingleOrDefault();
        if (version != $"{Version}")
            throw new InputException(
                address.ToString(),
                $"the event store has schema version {version}; this build reads version {Version}.",
                "Use the build that wrote it.");
    }

    /// <summary>What differs from what this build creates and writes; null if nothing.</summary>
    internal async Task<string?> FindFaultAsync(IDocumentStore store)
    {
        var found = (await ReadAsync(
            store,
            $"SELECT tgname || ' ' || p.proname || ' ' || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            + $"WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND p.pronamespace = '{schema}'::regnamespace "
            + $"AND tgrelid IN ('{schema}.mt_events'::regclass, '{schema}.lmmcl_streams'::regclass)").ConfigureAwait(false)).ToHashSet();
        foreach (var guard in guards)
            if (!found.Contains($"{guard.Name} {guard.Function} {(guard.Function == "lmmcl_grow" ? Grow : Refuse)}"))
                return $"the store no longer has the guard {guard.Name} as it was made.";
        var strange = await ReadAsync(
            store,
            $"SELECT seq_id::text FROM {schema}.mt_events WHERE is_archived IS DISTINCT FROM FALSE OR bdata IS NOT NULL "
            + "OR tenant_id IS DISTINCT FROM '*DEFAULT*' OR type IS DISTINCT FROM 'chained_event' ORDER BY seq_id LIMIT 1").ConfigureAwait(false);
        if (strange is [var sequence])
            return $"the row of event {sequence} was altered beside the event.";
        var uneven = await ReadAsync(
            store,
            $"SELECT coalesce(name, id) FROM {schema}.lmmcl_streams h FULL JOIN "
            + $"(SELECT id, version FROM {schema}.mt_streams WHERE id <> 'mt_tombstone') s ON id = name "
            + "WHERE s.version IS DISTINCT FROM h.version LIMIT 1").ConfigureAwait(false);
        return uneven is [var stream] ? $"Marten's version of stream '{stream}' is not that of its head." : null;
    }

    private async Task CheckServerAsync(IDocumentStore store, PostgresAddress address)
    {
        var settings = await ReadAsync(
            store,
            "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'server_encoding') ORDER BY name").ConfigureAwait(false);
        if (settings is not ["on", "on", "UTF8"])
            throw new InputException(
                address.ToString(),
                $"the server runs with fsync={settings[0]}, full_page_writes={settings[1]} and encoding {settings[2]}; events would not be safe there.",
                "It needs fsync=on, full_page_writes=on and a database in UTF8.");
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
            && (await ReadAsync(store, $"SELECT '' FROM {schema}.mt_events LIMIT 1").ConfigureAwait(false)).Count > 0)
            throw new InputException(
                address.ToString(), $"schema '{schema}' holds another program's events.", "Name another schema: ?schema=lmmcl_events");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync().ConfigureAwait(false);
        await session.ExecuteAsync(new NpgsqlCommand(Script)).ConfigureAwait(false);
        session.QueueSqlCommand($"INSERT INTO {schema}.lmmcl_store VALUES (?)", Version);
        await session.SaveChangesAsync().ConfigureAwait(false);
    }

    private async Task<bool> ExistsAsync(IDocumentStore store, string table) =>
        (await ReadAsync(store, $"SELECT '' WHERE to_regclass('{schema}.{table}') IS NOT NULL").ConfigureAwait(false)).Count > 0;

    private static async Task<List<string>> ReadAsync(IDocumentStore store, string sql)
    {
        var session = store.QuerySession();
        await using var owned = session.ConfigureAwait(false);
        await using var rows = await session.ExecuteReaderAsync(new NpgsqlCommand(sql)).ConfigureAwait(false);
        var values = new List<string>();
        while (await rows.ReadAsync().ConfigureAwait(false))
            values.Add(rows.GetString(0));
        return values;
    }
}
