using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Projections;

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
    public void Working_time_rebuilt_equals_incremental() => RebuiltEqualsIncremental<WorkingTime>();

    /// <summary>
    /// At every prefix: the model that took in one event after another, kept while later ones came, equals the one folded from the prefix
    /// anew.
    /// </summary>
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
