using LmmCl.Abstractions;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Examples;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenGuardsTests
{
    [Theory]
    [InlineData("UPDATE {0}.mt_events SET data = '{{}}' WHERE seq_id = 2", "append-only")]
    [InlineData("DELETE FROM {0}.mt_events WHERE seq_id = 2", "append-only")]
    [InlineData("DELETE FROM {0}.mt_streams", "append-only")]
    [InlineData("TRUNCATE {0}.mt_streams CASCADE", "append-only")]
    [InlineData("DELETE FROM {0}.lmmcl_streams", "append-only")]
    [InlineData("UPDATE {0}.lmmcl_streams SET name = 'other', version = version + 1", "only grows")]
    [InlineData("UPDATE {0}.lmmcl_streams SET version = 1", "only grows")]
    public async Task The_database_itself_refuses_to_change_the_past(string sql, string answer)
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", EventExamples.All);

        Assert.Contains(answer, Record.Exception(() => store.Execute(sql))?.Message);
    }

    [Theory]
    [InlineData("DROP TRIGGER lmmcl_events_are_never_changed ON {0}.mt_events", "lmmcl_events_are_never_changed")]
    [InlineData("ALTER TABLE {0}.lmmcl_streams DISABLE TRIGGER lmmcl_heads_only_move_forward", "lmmcl_heads_only_move_forward")]
    [InlineData("CREATE OR REPLACE FUNCTION {0}.lmmcl_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'", "as it was made")]
    public async Task Missing_guards_are_noticed(string sql, string answer)
    {
        await using var store = new MartenStore();
        Assert.Null(await store.Log.FindStorageFaultAsync());

        store.Execute(sql);

        Assert.Contains(answer, (await store.Log.FindStorageFaultAsync())?.Problem);
    }

    [Fact]
    public async Task Numbers_that_a_failed_append_drew_are_given_again()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        store.Execute("SELECT nextval('{0}.mt_events_sequence') FROM generate_series(1, 40)");

        Assert.Equal(2, (await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)])).LastSequence);
    }

    [Fact]
    public async Task Another_programs_events_are_left_alone()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        store.Execute("DROP TABLE {0}.lmmcl_store");

        Assert.Contains("another program's events", Assert.Throws<InputException>(() => store.OpenAnother()).Message);
    }

    [Fact]
    public async Task A_store_of_another_schema_version_is_refused()
    {
        await using var store = new MartenStore();
        store.Execute("UPDATE {0}.lmmcl_store SET schema_version = 7");

        Assert.Contains("schema version 7", Assert.Throws<InputException>(() => store.OpenAnother()).Message);
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_made_by_reading_it()
    {
        var server = PostgresServer.Shared;

        Assert.Null(EventLogs.OpenIfThere(server.Address("never_written")));
        Assert.Equal(0L, server.Execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'never_written'"));
    }

    [Fact]
    public async Task A_store_that_is_there_is_opened_for_reading()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);

        await using var reader = EventLogs.OpenIfThere(store.Name);

        Assert.Equal(1, (await reader!.FindStreamAsync("s"))!.Version);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_the_next_append_goes_on_where_the_last_one_ended()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        store.Execute("CREATE FUNCTION {0}.full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''disk_full''; END'");
        store.Execute("CREATE TRIGGER full_disk BEFORE INSERT ON {0}.mt_events FOR EACH ROW EXECUTE FUNCTION {0}.full()");

        var full = await Assert.ThrowsAsync<InputException>(async () =>
            await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]));
        store.Execute("DROP TRIGGER full_disk ON {0}.mt_events");
        var next = await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(3)]);

        Assert.Contains("no room is left", full.Message);
        Assert.Equal(new AppendResult(2, 1, 2), next);
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
    }

    [Fact]
    public async Task A_read_only_server_is_read_and_its_refusal_is_said()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", ExpectedVersion.Any, [Steps.One(1)]);
        var server = PostgresServer.Shared;
        store.Execute($"CREATE ROLE {store.Schema}_reader LOGIN SUPERUSER PASSWORD '{server.Password}'; ALTER ROLE {store.Schema}_reader SET default_transaction_read_only = on");
        await using var reader = EventLogs.Open(server.Address(store.Schema, $"{store.Schema}_reader"));

        var refusal = await Assert.ThrowsAsync<InputException>(async () =>
            await reader.AppendAsync("s", ExpectedVersion.Any, [Steps.One(2)]));

        Assert.Equal(1, (await reader.FindStreamAsync("s"))!.Version);
        Assert.Contains("read-only", refusal.Message);
        Assert.Contains("read-only", Assert.Throws<InputException>(() =>
            EventLogs.Open(server.Address("new_store", $"{store.Schema}_reader"))).Message);
    }

    /// <summary>Marten 9.58's own tables for streams named by text: a database written here is read by the package.</summary>
    [Theory]
    [InlineData("mt_streams", "id character varying, type character varying, version bigint, timestamp timestamp with time zone, created timestamp with time zone, tenant_id character varying, compacted_version bigint, is_archived boolean")]
    [InlineData("mt_events", "seq_id bigint, id uuid, stream_id character varying, version bigint, data jsonb, bdata bytea, type character varying, timestamp timestamp with time zone, tenant_id character varying, mt_dotnet_type character varying, is_archived boolean")]
    [InlineData("mt_event_progression", "name character varying, last_seq_id bigint, last_updated timestamp with time zone, mode character varying, rebuild_threshold integer, assigned_node integer, heartbeat timestamp with time zone, agent_status character varying, pause_reason text, running_on_node integer, warning_behind_threshold bigint, critical_behind_threshold bigint, failure_category character varying, failure_event_sequence bigint, failure_event_type character varying, failure_event_tenant_id character varying")]
    public async Task The_tables_are_martens_own(string table, string columns)
    {
        await using var store = new MartenStore();

        Assert.Equal(columns, store.Execute(
            $"SELECT string_agg(column_name || ' ' || data_type, ', ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = '{{0}}' AND table_name = '{table}'"));
    }

    [Fact]
    public async Task An_event_is_found_with_sql()
    {
        await using var store = new MartenStore();
        await store.Log.AppendAsync("s", EventExamples.All);

        Assert.Equal("chained_event", store.Execute("SELECT DISTINCT type FROM {0}.mt_events"));
        Assert.Equal(81.25m, store.Execute("SELECT ((data ->> 'data')::jsonb -> 'score' ->> 'value')::numeric FROM {0}.mt_events WHERE data ->> 'kind' = 'benchmark-scored'"));
    }
}
