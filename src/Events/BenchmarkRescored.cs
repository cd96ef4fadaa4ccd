namespace LmmCl.Events;

/// <summary>Stored answers were scored again. The earlier score stays in the history; reports print the newest.</summary>
/// <param name="Stage">After which stage the answers were given.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">What the newer scorer says.</param>
/// <param name="ReplacedVersion">Version of the scorer whose figure this replaces.</param>
/// <param name="Reason">Why, in words.</param>
[EventKind("benchmark-rescored", 1)]
public sealed record BenchmarkRescored(StageId Stage, string Benchmark, ScoreRecord Score, int ReplacedVersion, string Reason)
    : IScoreEvent;
