namespace LmmCl.Events;

/// <summary>Stored answers were scored again. The earlier score remains in the history; reports show the latest.</summary>
/// <param name="Stage">The stage after which the answers were given.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">Result of the newer scorer.</param>
/// <param name="ReplacedVersion">Version of the scorer whose result this replaces.</param>
/// <param name="Reason">Reason, as text.</param>
/// <param name="Original">Hash of the per-sample file with the model's own answers; null in events of schema version 1.</param>
[EventKind("benchmark-rescored", 2)]
public sealed record BenchmarkRescored(
    StageId Stage, string Benchmark, ScoreRecord Score, int ReplacedVersion, string Reason, ContentHash? Original) : IScoreEvent;
