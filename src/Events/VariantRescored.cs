namespace LmmCl.Events;

/// <summary>Stored answers of a variant were scored again. The earlier score stays in the history; reports print the newest.</summary>
/// <param name="Stage">Of which stage.</param>
/// <param name="Variant">The method's name for it (<c>previous_weight=0.3</c>).</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">What the newer scorer says.</param>
/// <param name="ReplacedVersion">Version of the scorer whose figure this replaces.</param>
/// <param name="Reason">Why, in words.</param>
[EventKind("variant-rescored", 1)]
public sealed record VariantRescored(
    StageId Stage, string Variant, string Benchmark, ScoreRecord Score, int ReplacedVersion, string Reason) : IScoreEvent;
