using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Serialization;
using LmmCl.EventStore.Tests.Sqlite;

namespace LmmCl.EventStore.Tests.Projections;

public sealed class FoldProperties
{
    [Fact]
    public void Score_matrix_rebuilt_equals_incremental() => RebuiltEqualsIncremental<ScoreMatrix>();

    [Fact]
    public void Summary_rebuilt_equals_incremental() => RebuiltEqualsIncremental<ExperimentSummary>();

    [Fact]
    public void Learning_curves_rebuilt_equal_incremental() => RebuiltEqualsIncremental<LearningCurves>();

    [Fact]
    public void Probe_readings_rebuilt_equal_incremental() => RebuiltEqualsIncremental<ProbeReadings>();

    [Fact]
    public void Variant_scores_rebuilt_equal_incremental() => RebuiltEqualsIncremental<VariantScores>();

    [Fact]
    public void Method_measurements_rebuilt_equal_incremental() => RebuiltEqualsIncremental<MethodMeasurements>();

    [Fact]
    public void Resource_use_rebuilt_equals_incremental() => RebuiltEqualsIncremental<ResourceUse>();

    [Fact]
    public void Timeline_rebuilt_equals_incremental() => RebuiltEqualsIncremental<Timeline>();

    [Fact]
    public async Task A_model_followed_through_a_store_equals_one_folded_in_memory()
    {
        var numbers = Enumerable.Range(0, 400).Select(i => i * 7919 % 10_007).ToArray();
        await using var store = new TemporaryStore();
        var followed = ScoreMatrix.Empty;
        var summary = ExperimentSummary.Empty;
        var after = 0L;
        foreach (var batch in numbers.Select((number, i) => RandomHistories.Event(number, i)).Chunk(17))
        {
            await store.Log.AppendAsync("s", batch);
            await foreach (var stored in store.Log.ReadAllAsync(after))
            {
                var recorded = new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode());
                (followed, summary, after) = (followed.Apply(recorded), summary.Apply(recorded), stored.Sequence);
            }
        }

        var history = await store.Log.ReadHistoryAsync("s");

        Assert.Equal(Text(ReadModels.Fold<ScoreMatrix>(history)), Text(followed));
        Assert.Equal(Text(ReadModels.Fold<ExperimentSummary>(history)), Text(summary));
        var distinct = numbers.Select(RandomHistories.Event).DistinctBy(happened => EventIds.Derive("s", happened)).ToList();
        var neverStored = history.Select((recorded, i) => recorded with { What = distinct[i] });
        Assert.Equal(Text(ReadModels.Fold<ScoreMatrix>(neverStored)), Text(followed));
    }

    /// <summary>At every prefix: the model that took in one event after another, kept while later ones came, equals the one folded from the prefix anew.</summary>
    private static void RebuiltEqualsIncremental<T>()
        where T : IReadModel<T> =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers =>
        {
            var history = RandomHistories.From([.. numbers.Select(n => n * 31), .. numbers]);
            var kept = new List<T> { T.Empty };
            foreach (var recorded in history)
                kept.Add(kept[^1].Apply(recorded));
            return Enumerable.Range(0, kept.Count).All(length => Text(ReadModels.Fold<T>(history.Take(length))) == Text(kept[length]));
        }).QuickCheckThrowOnFailure();

    private static string Text<T>(T model) => JsonSerializer.Serialize(model, CanonicalJson.Options);
}
