namespace LmmCl.Events;

/// <summary>Stored answers of a variant were scored again. The earlier score remains in the history; reports show the latest.</summary>
/// <param name="Stage">The stage of the variant.</param>
/// <param name="Variant">The method's name for it (<c>previous_weight=0.3</c>).</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">Result of the newer scorer.</param>
/// <param name="ReplacedVersion">Version of the scorer whose result this replaces.</param>
/// <param name="Reason">Reason, as text.</param>
/// <param name="Original">Hash of the per-sample file with the variant's own answers; null in events of schema version 1.</param>
[EventKind("variant-rescored", 2)]
public sealed record VariantRescored(
    StageId Stage, string Variant, string Benchmark, ScoreRecord Score, int ReplacedVersion, string Reason, ContentHash? Original)
    : IScoreEvent;
