namespace LmmCl.Events;

/// <summary>
/// A benchmark was evaluated on a variant that the method offers of a finished stage, such as another mixing weight. The next stage starts
/// from the stage's own model; variants are for comparison only.
/// </summary>
/// <param name="Stage">The stage after which it was measured.</param>
/// <param name="Variant">The method's name for it (<c>previous_weight=0.3</c>).</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">The measured score.</param>
/// <param name="Prompts">Kind of prompts used.</param>
/// <param name="Elapsed">Time spent answering and scoring.</param>
[EventKind("variant-scored", 1)]
public sealed record VariantScored(
    StageId Stage, string Variant, string Benchmark, ScoreRecord Score, PromptMode Prompts, TimeSpan Elapsed) : IScoreEvent;
