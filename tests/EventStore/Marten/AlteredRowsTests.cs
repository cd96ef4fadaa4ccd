using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Examples;
using LmmCl.EventStore.Tests.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace LmmCl.EventStore.Tests.Marten;

/// <summary>
/// Rows of a small store in PostgreSQL, column by column and character by character: some of them, all with LMMCL_SLOW_TESTS=1. The files
/// of the server are its own affair: it has checksums for them.
/// </summary>
public sealed class AlteredRowsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] fields = ["kind", "data", "previous", "hash"];
    private static readonly string[] texts = ["stream_id", "type", "mt_dotnet_type", "tenant_id"];

    private readonly MartenStore store = new();
    private readonly NpgsqlConnection owner = new(PostgresServer.Shared.ConnectionString);
    private int changes;

    private static int Stride => WritersConformance.Slow ? 1 : 61;

    [Fact]
    public async Task A_changed_character_of_an_event_is_named_with_its_event()
    {
        for (var sequence = 1; sequence <= EventExamples.All.Count; sequence += WritersConformance.Slow ? 1 : 9)
        {
            foreach (var field in fields)
            {
                var write = $"data = jsonb_set(data, '{{{field}}}', to_jsonb(@value::text))";
                await ChangesAreNamedAsync(sequence, $"data ->> '{field}'", write, Neighbour);
            }


            foreach (var column in texts)
                await ChangesAreNamedAsync(sequence, column, $"{column} = @value", Neighbour);
            await ChangesAreNamedAsync(sequence, "replace(id::text, '-', '')", "id = @value::uuid", NeighbouringDigit);
        }

        output.WriteLine($"{changes} characters were changed, each was named with its event.");
    }

    [Theory]
    [InlineData("data = jsonb_set(data, '{schema}', '0')")]
    [InlineData("data = jsonb_set(data, '{schema}', '\"1\"')")]
    [InlineData("data = data || '{\"more\": null}'")]
    [InlineData("data = data - 'previous'")]
    [InlineData("data = '[]'")]
    [InlineData("bdata = 'x'")]
    [InlineData("is_archived = TRUE")]
    [InlineData("is_archived = NULL")]
    [InlineData("tenant_id = NULL")]
    [InlineData("mt_dotnet_type = NULL")]
    [InlineData("stream_id = NULL")]
    [InlineData("timestamp = 'infinity'")]
    [InlineData("timestamp = timestamp - interval '1 microsecond'")]
    [InlineData("version = version + 100")]
    [InlineData("seq_id = seq_id + 1000")]
    public async Task A_changed_column_is_named_with_its_event(string change)
    {
        await ExecuteAsync($"UPDATE {store.Schema}.mt_events SET {change} WHERE seq_id = 8");

        Assert.Equal(8, (await ChainVerifier.VerifyAsync(store.Log)).FirstBad?.Sequence);
    }

    [Theory]
    [InlineData("UPDATE {0}.mt_streams SET version = version - 1 WHERE id = 'one'")]
    [InlineData("UPDATE {0}.mt_streams SET tenant_id = 'x' WHERE id = 'one'")]
    [InlineData("UPDATE {0}.mt_streams SET is_archived = TRUE WHERE id = 'one'")]
    [InlineData("UPDATE {0}.mt_streams SET type = 'x' WHERE id = 'one'")]
    [InlineData("DELETE FROM {0}.mt_streams WHERE id = 'one'")]
    [InlineData("UPDATE {0}.lmmcl_streams SET hash = hash || 'x' WHERE name = 'one'")]
    [InlineData("UPDATE {0}.lmmcl_streams SET version = version + 1 WHERE name = 'one'")]
    [InlineData("DELETE FROM {0}.lmmcl_streams WHERE name = 'one'")]
    public async Task A_changed_head_is_named_with_its_stream(string change)
    {
        await ExecuteAsync(string.Format(null, change, store.Schema));

        Assert.Equal("one", (await ChainVerifier.VerifyAsync(store.Log)).FirstBad?.Stream);
    }

    [Theory]
    [InlineData("data = data - 'kind'")]
    [InlineData("data = jsonb_set(data, '{schema}', '1.0')")]
    [InlineData("data = jsonb_set(data, '{hash}', '\"no digits\"')")]
    public async Task A_reader_of_chosen_events_stops_at_a_row_that_cannot_be_read(string change)
    {
        await ExecuteAsync($"UPDATE {store.Schema}.mt_events SET {change} WHERE seq_id = 8");
        var read = new List<long>();

        var damaged = await Assert.ThrowsAsync<DamagedEventException>(async () =>
        {
            await foreach (var stored in store.Log.SelectAsync(new(Without: ["state-saved"])))
                read.Add(stored.Sequence);
        });

        Assert.Equal(8, damaged.Sequence);
        Assert.Equal(7, read[^1]);
    }

    public async Task InitializeAsync()
    {
        foreach (var (stream, events) in new[] { "one", "two" }.Zip(EventExamples.All.Chunk((EventExamples.All.Count + 1) / 2)))
            await store.Log.AppendAsync(stream, events);
        Assert.True((await ChainVerifier.VerifyAsync(store.Log)).Intact);
        await owner.OpenAsync();
        await ExecuteAsync("SET session_replication_role = replica");
    }

    public async Task DisposeAsync()
    {
        await owner.DisposeAsync();
        await store.DisposeAsync();
    }

    private async Task ChangesAreNamedAsync(int sequence, string read, string write, Func<char, char> change)
    {
        var value = (string)(await ExecuteAsync($"SELECT {read} FROM {store.Schema}.mt_events WHERE seq_id = {sequence}"))!;
        var update = $"UPDATE {store.Schema}.mt_events SET {write} WHERE seq_id = {sequence}";
        for (var place = 0; place < value.Length; place += Stride)
        {
            var changed = value.ToCharArray();
            changed[place] = change(changed[place]);
            await ExecuteAsync(update, new string(changed));
            var found = (await ChainVerifier.VerifyAsync(store.Log)).FirstBad;
            Assert.True(found?.Sequence == sequence, $"event {sequence}, {read}, character {place}: {found}");
            changes++;
        }

        await ExecuteAsync(update, value);
    }

    private static char Neighbour(char character) => (char)(character ^ 1);

    private static char NeighbouringDigit(char digit) => (Convert.ToInt32($"{digit}", 16) ^ 1).ToString("x", null)[0];

    private async Task<object?> ExecuteAsync(string sql, string? value = null)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        if (value is not null)
            command.Parameters.AddWithValue("value", value);
        return await command.ExecuteScalarAsync();
    }
}
