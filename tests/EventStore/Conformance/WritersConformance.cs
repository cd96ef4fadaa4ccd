using System.Text.Json;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Tests.Examples;
using LmmCl.EventStore.Tests.Projections;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>Eight writers and a follower on one log. LMMCL_SLOW_TESTS=1 makes it 10,000 events each.</summary>
public abstract class WritersConformance
{
    private const int Writers = 8;

    private protected abstract TestStore NewStore();

    /// <summary>Whether the long forms of tests are asked for.</summary>
    internal static bool Slow => Environment.GetEnvironmentVariable("LMMCL_SLOW_TESTS") == "1";

    [Theory]
    [InlineData(1)]
    [InlineData(Writers)]
    public async Task Writers_in_parallel_leave_an_order_without_gaps_that_a_follower_sees_in_order(int streams)
    {
        var each = Slow ? 10_000 : 150;
        await using var store = NewStore();
        await using var other = store.OpenAnother();
        await using var reader = store.OpenAnother();
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(Slow ? 30 : 3));
        var following = FollowAsync(reader, Writers * each, enough.Token);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var log = writer % 2 == 0 ? store.Log : other;
            for (var i = 0; i < each; i++)
            {
                var happened = RandomHistories.Event((i * 7919) + writer, (writer * each) + i);
                await log.AppendAsync($"stream {writer % streams}", ExpectedVersion.Any, [new(happened, EventExamples.Noon.AddSeconds(i), Guid.NewGuid())]);
            }
        })));

        var seen = await following;
        Assert.Equal(Steps.Numbers(1, Writers * each), seen.Select(recorded => recorded.Sequence));
        Assert.Equal(new ChainVerification(Writers * each, streams, null), await ChainVerifier.VerifyAsync(store.Log));
        foreach (var head in await store.Log.ListStreamsAsync())
            Assert.Equal(Writers / streams * each, head.Version);
        await ProjectionsEqualARebuildAsync(store.Log, seen);
    }

    private static async Task<List<RecordedEvent>> FollowAsync(IEventLog log, int count, CancellationToken ct)
    {
        var seen = new List<RecordedEvent>();
        await foreach (var stored in log.FollowAsync(0, ct))
        {
            seen.Add(new(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode()));
            if (seen.Count == count)
                break;
        }

        return seen;
    }

    private static async Task ProjectionsEqualARebuildAsync(IEventLog log, List<RecordedEvent> followed)
    {
        var rebuilt = new List<RecordedEvent>();
        await foreach (var stored in log.ReadAllAsync())
            rebuilt.Add(new(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode()));
        Assert.Equal(Json(ReadModels.Fold<ScoreMatrix>(followed)), Json(ReadModels.Fold<ScoreMatrix>(rebuilt)));
        Assert.Equal(Json(ReadModels.Fold<ExperimentSummary>(followed)), Json(ReadModels.Fold<ExperimentSummary>(rebuilt)));
    }

    private static string Json<T>(T model) => JsonSerializer.Serialize(model, CanonicalJson.Options);
}
