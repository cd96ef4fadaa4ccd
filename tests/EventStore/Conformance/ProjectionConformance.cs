using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Tests.Projections;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>Read models over a store: followed, rebuilt, or folded from no more than what concerns them, they are the same.</summary>
public abstract class ProjectionConformance
{
    /// <summary>A kind that <see cref="EventTypes.Default"/> does not know, as a newer build would write it.</summary>
    [EventKind("kind-of-the-future", 1)]
    public sealed record KindOfTheFuture(string Text) : IExperimentEvent;

    private protected abstract TestStore NewStore();

    [Fact]
    public async Task Rebuilt_equals_incremental_over_random_event_sequences()
    {
        await using var store = NewStore();
        var streams = 0;
        await Task.Run(() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (numbers, batch) =>
        {
            var stream = $"stream {++streams}";
            int[] all = [.. numbers.Select(number => (number * 31) & int.MaxValue), .. numbers.Select(number => number & int.MaxValue)];
            return FollowedEqualsRebuiltAsync(store.Log, stream, all, 1 + (batch.Get % 7)).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(WritersConformance.Slow ? 200 : 25)));
    }

    [Fact]
    public async Task All_streams_folded_in_one_pass_equal_each_folded_by_itself()
    {
        await using var store = NewStore();
        foreach (var (place, number) in RandomHistories.Numbers(300).Index())
            await store.Log.AppendAsync($"s{number % 5}", RandomHistories.Event(number, place));
        await store.Log.AppendAsync("without scores", new ExperimentCancelled("at once"));

        var models = await store.Log.FoldAllAsync<ScoreMatrix>();

        Assert.Equal((await store.Log.ListStreamsAsync()).Select(head => head.Stream), models.Keys);
        foreach (var (stream, model) in models)
            Assert.Equal(Text(ReadModels.Fold<ScoreMatrix>(await store.Log.ReadHistoryAsync(stream))), Text(model));
        Assert.NotEmpty(models["s1"].Rows);
        Assert.Same(ScoreMatrix.Empty, models["without scores"]);
    }

    [Fact]
    public async Task A_history_as_of_a_moment_is_the_beginning_of_the_whole()
    {
        await using var store = NewStore();
        foreach (var (place, number) in RandomHistories.Numbers(60).Index())
            await store.Log.AppendAsync($"s{place % 2}", RandomHistories.Event(number, place));
        var whole = await store.Log.ReadHistoryAsync("s1");

        var then = await store.Log.ReadHistoryAsync("s1", new AsOf(Sequence: 31));

        Assert.InRange(then.Count, 1, whole.Count - 1);
        Assert.Equal(whole.Take(then.Count).Select(recorded => recorded.Sequence), then.Select(recorded => recorded.Sequence));
        Assert.True(then[^1].Sequence <= 31 && whole[then.Count].Sequence > 31);
    }

    [Fact]
    public async Task A_kind_that_this_build_does_not_know_is_never_passed_over()
    {
        await using var store = NewStore();
        await using (var newer = store.OpenAnother(new EventTypes([typeof(KindOfTheFuture)], [])))
            await newer.AppendAsync("s", new KindOfTheFuture("who knows"));

        await Assert.ThrowsAsync<UnknownEventTypeException>(() => store.Log.FoldAllAsync<ScoreMatrix>());
        await Assert.ThrowsAsync<UnknownEventTypeException>(() => store.Log.ReadHistoryAsync("s"));
    }

    private static async Task<bool> FollowedEqualsRebuiltAsync(IEventLog log, string stream, int[] numbers, int batch)
    {
        var (scores, summary, after) = (ScoreMatrix.Empty, ExperimentSummary.Empty, 0L);
        foreach (var events in numbers.Select(RandomHistories.Event).Chunk(batch))
        {
            await log.AppendAsync(stream, events);
            await foreach (var stored in log.ReadStreamAsync(stream, after + 1))
            {
                var recorded = new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode());
                (scores, summary, after) = (scores.Apply(recorded), summary.Apply(recorded), stored.Version);
            }
        }

        var history = await log.ReadHistoryAsync(stream);
        var distinct = numbers.Select(RandomHistories.Event).DistinctBy(happened => EventIds.Derive(stream, happened)).ToList();
        var neverStored = history.Select((recorded, place) => recorded with { What = distinct[place] }).ToList();
        return history.Count == distinct.Count
            && Text(ReadModels.Fold<ScoreMatrix>(history)) == Text(scores)
            && Text(ReadModels.Fold<ScoreMatrix>(neverStored)) == Text(scores)
            && Text(ReadModels.Fold<ExperimentSummary>(history)) == Text(summary)
            && Text(ReadModels.Fold<ExperimentSummary>(neverStored)) == Text(summary);
    }

    private static string Text<T>(T model) => JsonSerializer.Serialize(model, CanonicalJson.Options);
}
