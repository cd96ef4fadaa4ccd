namespace LmmCl.Events;

/// <summary>A benchmark was answered and scored.</summary>
/// <param name="Stage">The stage after which it was measured; 0 is the base model.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">The measured score.</param>
/// <param name="Prompts">Kind of prompts used.</param>
/// <param name="Elapsed">Time spent answering and scoring.</param>
[EventKind("benchmark-scored", 1)]
public sealed record BenchmarkScored(StageId Stage, string Benchmark, ScoreRecord Score, PromptMode Prompts, TimeSpan Elapsed)
    : IScoreEvent;
