using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using ScoreRows = System.Collections.Immutable.ImmutableSortedDictionary<
    LmmCl.Events.StageId,
    System.Collections.Immutable.ImmutableSortedDictionary<string, LmmCl.EventStore.Projections.ScoreCell>>;

namespace LmmCl.Reports.Families;

/// <summary>The data of a report on one experiment, folded from its events alone.</summary>
/// <param name="Stream">The experiment's stream.</param>
/// <param name="Summary">Its plan and progress.</param>
/// <param name="Scores">The stage x benchmark matrix with scorers and published figures.</param>
/// <param name="Curves">Training points by step.</param>
/// <param name="Probes">Probe measurements.</param>
/// <param name="Variants">Scores of the variants of its stages.</param>
/// <param name="Measurements">Measurements that the method reported about itself.</param>
/// <param name="Resources">Peak memory use.</param>
/// <param name="AsOfSequence">Sequence number of the last event included.</param>
public sealed record ReportData(
    string Stream,
    ExperimentSummary Summary,
    ScoreMatrix Scores,
    LearningCurves Curves,
    ProbeReadings Probes,
    VariantScores Variants,
    MethodMeasurements Measurements,
    ResourceUse Resources,
    long AsOfSequence)
{
    /// <summary>The requested point in time; the default is now.</summary>
    public AsOf AsOf { get; init; }

    /// <summary>The same matrix as numbers, for computing the figures.</summary>
    public AccuracyMatrix Accuracy { get; } = ToAccuracy(Scores, Scores.Rows);

    /// <summary>Short label: the recipe or method with its main setting.</summary>
    public string Recipe => Summary.Specification?.Recipe ?? Stream;

    /// <summary>Stages with a row, including the base model.</summary>
    public IReadOnlyList<StageId> Stages { get; } = [.. StagesOf(Scores.Rows)];

    /// <summary>Total time of a completed experiment, else the time of its completed stages.</summary>
    public TimeSpan Elapsed => Summary.Elapsed ?? Summary.TimeInStages;

    /// <summary>True if every planned stage has a row.</summary>
    public bool IsFinished => Scores.Stages.Count > 0 && Accuracy.Stages == Scores.Stages.Count;

    /// <summary>The traits that distinguish it from others of its method.</summary>
    internal ExperimentTraits Traits { get; } = ExperimentTraits.Of(Summary.Specification, Stream);

    /// <summary>Folds a history.</summary>
    public static ReportData FromEvents(string stream, IReadOnlyList<RecordedEvent> history) => new(
        stream,
        ReadModels.Fold<ExperimentSummary>(history),
        ReadModels.Fold<ScoreMatrix>(history),
        ReadModels.Fold<LearningCurves>(history),
        ReadModels.Fold<ProbeReadings>(history),
        ReadModels.Fold<VariantScores>(history),
        ReadModels.Fold<MethodMeasurements>(history),
        ReadModels.Fold<ResourceUse>(history),
        history.Count == 0 ? 0 : history[^1].Sequence);

    /// <summary>Reads an experiment's history up to a point in time and folds it.</summary>
    public static async Task<ReportData> ReadAsync(IEventLog log, string stream, AsOf asOf = default, CancellationToken ct = default) =>
        FromEvents(stream, await log.ReadHistoryAsync(stream, asOf, ct: ct)) with { AsOf = asOf };

    /// <summary>The skill taught in a stage; null for the base model.</summary>
    public string? Skill(StageId stage) => Scores.Stages.FirstOrDefault(planned => planned.Stage == stage)?.Skill;

    /// <summary>Header of a stage's column: <c>base</c>, <c>1 cub200</c>.</summary>
    public string StageLabel(StageId stage) => stage == StageId.Base ? "base" : $"{stage} {Skill(stage)}".TrimEnd();

    /// <summary>True if this benchmark measures the skill of this stage.</summary>
    public bool IsTarget(StageId stage, string benchmark) =>
        Scores.Stages.Any(planned => planned.Stage == stage && planned.Benchmark == benchmark);

    /// <summary>Standard error of the held-out average, with the benchmarks' answers as independent samples; null without scores.</summary>
    public double? HeldOutStandardError(StageId stage)
    {
        var errors = Accuracy.HeldOut.Select(benchmark => Scores[stage, benchmark]?.Score.StandardError).OfType<double>().ToList();
        return errors.Count == 0 ? null : Math.Sqrt(errors.Sum(error => error * error)) / errors.Count;
    }

    /// <summary>A variant's scores as numbers: its rows after each stage, with an empty row for the base model.</summary>
    public AccuracyMatrix AccuracyOf(string variant) => ToAccuracy(Scores, Variants.Variants[variant]);

    private static AccuracyMatrix ToAccuracy(ScoreMatrix planned, ScoreRows rows) => new(
        [.. planned.Stages.OrderBy(stage => stage.Stage).Select(stage => stage.Benchmark)],
        planned.Names(BenchmarkGroup.HeldOut),
        [
            .. StagesOf(rows).Select(stage =>
                rows.GetValueOrDefault(stage)?.ToDictionary(cell => cell.Key, cell => (double?)cell.Value.Score.Value) ?? []),
        ]);

    /// <summary>Every stage up to the last one with a row, the base model first.</summary>
    private static IEnumerable<StageId> StagesOf(ScoreRows rows) =>
        rows.IsEmpty ? [] : Enumerable.Range(0, rows.Keys.Last().Number + 1).Select(stage => new StageId(stage));
}
