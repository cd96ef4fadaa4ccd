using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenChainTests
{
    private const int Events = 18;

    private static async Task<MartenStore> TwoStreamsAsync()
    {
        var store = new MartenStore();
        for (var i = 0; i < Events; i++)
            await store.Log.AppendAsync(i % 2 == 0 ? "even" : "odd", EventExamples.All[i]);
        return store;
    }

    [Theory]
    [InlineData("UPDATE {0}.mt_events SET data = jsonb_set(data, '{{data}}', to_jsonb((data ->> 'data') || ' ')) WHERE seq_id = 7", "even", 4, 7)]
    [InlineData("UPDATE {0}.mt_events SET data = jsonb_set(data, '{{kind}}', '\"stage-completed\"') WHERE seq_id = 8", "odd", 4, 8)]
    [InlineData("UPDATE {0}.mt_events SET data = jsonb_set(data, '{{schema}}', '2') WHERE seq_id = 8", "odd", 4, 8)]
    [InlineData("UPDATE {0}.mt_events SET data = jsonb_set(data, '{{schema}}', '1.0') WHERE seq_id = 8", null, 0, 8)]
    [InlineData("UPDATE {0}.mt_events SET data = jsonb_set(data, '{{hash}}', to_jsonb(upper(data ->> 'hash'))) WHERE seq_id = 8", null, 0, 8)]
    [InlineData("UPDATE {0}.mt_events SET data = data || '{{\"more\": 1}}' WHERE seq_id = 8", null, 0, 8)]
    [InlineData("UPDATE {0}.mt_events SET data = data - 'kind' WHERE seq_id = 8", null, 0, 8)]
    [InlineData("UPDATE {0}.mt_events SET data = jsonb_set(data, '{{data}}', 'null') WHERE seq_id = 8", null, 0, 8)]
    [InlineData("UPDATE {0}.mt_events SET type = 'other_event', mt_dotnet_type = NULL WHERE seq_id = 8", null, 0, 8)]
    [InlineData("UPDATE {0}.mt_events SET timestamp = timestamp + interval '1 microsecond' WHERE seq_id = 7", "even", 4, 7)]
    [InlineData("UPDATE {0}.mt_events SET id = '00000000-0000-0000-0000-000000000001' WHERE seq_id = 7", "even", 4, 7)]
    [InlineData("UPDATE {0}.mt_events SET stream_id = 'third' WHERE seq_id = 3", "third", 2, 3)]
    [InlineData("UPDATE {0}.mt_events SET is_archived = TRUE WHERE seq_id = 5", null, 0, 5)]
    [InlineData("UPDATE {0}.mt_events SET tenant_id = 'x' WHERE seq_id = 5", null, 0, 5)]
    [InlineData("UPDATE {0}.mt_events SET seq_id = 1000 WHERE seq_id = 4; UPDATE {0}.mt_events SET seq_id = 4 WHERE seq_id = 6; UPDATE {0}.mt_events SET seq_id = 6 WHERE seq_id = 1000", "odd", 3, 4)]
    [InlineData("UPDATE {0}.mt_events SET version = 1000 WHERE seq_id = 4; UPDATE {0}.mt_events SET version = 2 WHERE seq_id = 6; UPDATE {0}.mt_events SET version = 3 WHERE seq_id = 4", "odd", 3, 4)]
    [InlineData("DELETE FROM {0}.mt_events WHERE seq_id = 5", null, 0, 5)]
    [InlineData("DELETE FROM {0}.mt_events WHERE seq_id = 18", "odd", 9, 0)]
    [InlineData("DELETE FROM {0}.mt_events WHERE seq_id > 2", "even", 2, 0)]
    [InlineData("UPDATE {0}.lmmcl_streams SET version = version - 1 WHERE name = 'odd'", "odd", 8, 16)]
    [InlineData("UPDATE {0}.lmmcl_streams SET hash = sha256('x') WHERE name = 'odd'", "odd", 9, 18)]
    [InlineData("UPDATE {0}.mt_streams SET version = 3 WHERE id = 'odd'", "odd", 0, 0)]
    public async Task The_first_bad_position_is_named(string tampering, string? stream, long version, long sequence)
    {
        await using var store = await TwoStreamsAsync();
        Assert.Equal(new ChainVerification(Events, 2, null), await ChainVerifier.VerifyAsync(store.Log));
        store.Tamper(tampering);
        await store.ReopenAsync();

        var found = (await ChainVerifier.VerifyAsync(store.Log)).FirstBad;

        Assert.NotNull(found);
        Assert.Equal((stream, version, sequence), (found.Stream, found.Version, found.Sequence));
    }
}
