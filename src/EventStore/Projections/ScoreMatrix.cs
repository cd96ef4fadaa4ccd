using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>The stage x benchmark score matrix, with the base model as row 0: the input for learning, forgetting and recovery.</summary>
/// <param name="Stages">The skills in order.</param>
/// <param name="Benchmarks">Every benchmark once, in planned order.</param>
/// <param name="Rows">Scores by stage, then by benchmark; benchmarks that were not measured are absent.</param>
public sealed record ScoreMatrix(
    ImmutableList<PlannedStage> Stages,
    ImmutableList<PlannedBenchmark> Benchmarks,
    ImmutableSortedDictionary<StageId, ImmutableSortedDictionary<string, ScoreCell>> Rows) : IReadModel<ScoreMatrix>
{
    private static readonly ImmutableSortedDictionary<string, ScoreCell> NoScores =
        ImmutableSortedDictionary.Create<string, ScoreCell>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public static ScoreMatrix Empty { get; } =
        new([], [], ImmutableSortedDictionary<StageId, ImmutableSortedDictionary<string, ScoreCell>>.Empty);

    /// <summary>The cell of a benchmark after a stage; null if not measured.</summary>
    public ScoreCell? this[StageId stage, string benchmark] => Rows.GetValueOrDefault(stage)?.GetValueOrDefault(benchmark);

    /// <summary>Names of the benchmarks of a group, in planned order.</summary>
    public IReadOnlyList<string> Names(BenchmarkGroup group) =>
        [.. Benchmarks.Where(planned => planned.Group == group).Select(planned => planned.Name)];

    /// <inheritdoc/>
    public static bool Concerns(Type kind) =>
        kind == typeof(ExperimentStarted) || kind == typeof(BenchmarkScored) || kind == typeof(BenchmarkRescored);

    /// <inheritdoc/>
    public ScoreMatrix Apply(RecordedEvent recorded) => recorded.What switch
    {
        // Old records of a sequence that teaches a skill twice plan its benchmark twice.
        ExperimentStarted started =>
            this with { Stages = [.. started.Stages], Benchmarks = [.. started.Benchmarks.DistinctBy(planned => planned.Name)] },
        BenchmarkScored scored => Set(scored.Stage, scored.Benchmark, new(scored.Score, scored.Prompts, recorded.Sequence, [])),
        BenchmarkRescored rescored when this[rescored.Stage, rescored.Benchmark] is { } before =>
            Set(rescored.Stage, rescored.Benchmark, before.Rescored(rescored.Score, recorded.Sequence)),
        _ => this,
    };

    private ScoreMatrix Set(StageId stage, string benchmark, ScoreCell cell) =>
        this with { Rows = Rows.SetItem(stage, (Rows.GetValueOrDefault(stage) ?? NoScores).SetItem(benchmark, cell)) };
}
