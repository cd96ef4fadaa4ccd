using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Tests.Examples;
using LmmCl.EventStore.Tests.Sqlite;

namespace LmmCl.EventStore.Tests.Chain;

public sealed class ChainVerifierTests
{
    private const int Events = 18;

    private static async Task<TemporaryStore> TwoStreamsAsync()
    {
        var store = new TemporaryStore();
        for (var i = 0; i < Events; i++)
            await store.Log.AppendAsync(i % 2 == 0 ? "even" : "odd", EventExamples.All[i]);
        return store;
    }

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        await using var store = await TwoStreamsAsync();

        Assert.Equal(new ChainVerification(Events, 2, null), await ChainVerifier.VerifyAsync(store.Log));
    }

    [Theory]
    [InlineData("UPDATE events SET data = replace(data, 'OutOfMemory', 'killed') || ' ' WHERE sequence = 7", "even", 4, 7)]
    [InlineData("UPDATE events SET timestamp = timestamp + 1 WHERE sequence = 7", "even", 4, 7)]
    [InlineData("UPDATE events SET type = 'stage-completed' WHERE sequence = 8", "odd", 4, 8)]
    [InlineData("UPDATE events SET schema = 2 WHERE sequence = 8", "odd", 4, 8)]
    [InlineData("UPDATE streams SET name = 'uneven' WHERE name = 'odd'", "uneven", 1, 2)]
    [InlineData("UPDATE events SET sequence = 1000 WHERE sequence = 4; UPDATE events SET sequence = 4 WHERE sequence = 6; UPDATE events SET sequence = 6 WHERE sequence = 1000", "odd", 3, 4)]
    [InlineData("UPDATE events SET version = 1000 WHERE sequence = 4; UPDATE events SET version = 2 WHERE sequence = 6; UPDATE events SET version = 3 WHERE sequence = 4", "odd", 3, 4)]
    [InlineData("DELETE FROM events WHERE sequence = 5", null, 0, 5)]
    [InlineData("DELETE FROM events WHERE sequence = 18", "odd", 9, 0)]
    [InlineData("DELETE FROM events WHERE sequence > 2", "even", 2, 0)]
    [InlineData("UPDATE streams SET version = version - 1 WHERE name = 'odd'", "odd", 8, 16)]
    [InlineData("UPDATE events SET stream = 9 WHERE sequence = 3", null, 0, 3)]
    public async Task The_first_bad_position_is_named(string tampering, string? stream, long version, long sequence)
    {
        await using var store = await TwoStreamsAsync();
        store.Tamper(tampering);
        await store.ReopenAsync();

        var found = (await ChainVerifier.VerifyAsync(store.Log)).FirstBad;

        Assert.NotNull(found);
        Assert.Equal((stream, version, sequence), (found.Stream, found.Version, found.Sequence));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("id")]
    [InlineData("type")]
    [InlineData("previous")]
    [InlineData("hash")]
    public async Task Every_flipped_byte_of_a_column_is_found_where_it_is(string column)
    {
        await using var store = await TwoStreamsAsync();
        var asBlob = column is "data" or "type" ? $"CAST({column} AS BLOB)" : column;
        for (var sequence = 1; sequence <= Events; sequence += 3)
        {
            var bytes = Convert.FromHexString(store.Text($"SELECT hex({column}) FROM events WHERE sequence = {sequence}"));
            for (var i = 0; i < bytes.Length; i += column == "data" ? 7 : 1)
            {
                var flipped = bytes.ToArray();
                flipped[i] ^= 1;
                var cast = asBlob == column ? "x'{0}'" : "CAST(x'{0}' AS TEXT)";
                store.Tamper($"UPDATE events SET {column} = {string.Format(cast, Convert.ToHexString(flipped))} WHERE sequence = {sequence}");
                Assert.Equal(sequence, (await ChainVerifier.VerifyAsync(store.Log)).FirstBad?.Sequence);
                store.Tamper($"UPDATE events SET {column} = {string.Format(cast, Convert.ToHexString(bytes))} WHERE sequence = {sequence}");
            }
        }
    }

    [Fact]
    public async Task A_tail_that_was_written_anew_without_its_head_is_found()
    {
        await using var store = await TwoStreamsAsync();
        await using var other = new TemporaryStore();
        await other.Log.AppendAsync("odd", EventExamples.All[1]);
        var forged = (await other.AllAsync())[0];
        store.Tamper($"UPDATE events SET hash = x'{Convert.ToHexString(forged.Hash.Span)}' WHERE sequence = 18");

        Assert.Equal(18, (await ChainVerifier.VerifyAsync(store.Log)).FirstBad?.Sequence);
    }
}
