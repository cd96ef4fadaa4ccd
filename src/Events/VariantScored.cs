namespace LmmCl.Events;

/// <summary>
/// A variant that the method offers of a finished stage, such as another mixing weight, was asked a benchmark. The stage's own model is
/// what the next stage starts from; variants only show what else could have been.
/// </summary>
/// <param name="Stage">After which stage.</param>
/// <param name="Variant">The method's name for it (<c>previous_weight=0.3</c>).</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">What was measured.</param>
/// <param name="Prompts">Which prompts were asked.</param>
/// <param name="Elapsed">Time spent answering and scoring.</param>
[EventKind("variant-scored", 1)]
public sealed record VariantScored(
    StageId Stage, string Variant, string Benchmark, ScoreRecord Score, PromptMode Prompts, TimeSpan Elapsed) : IScoreEvent;
