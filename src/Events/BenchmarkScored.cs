namespace LmmCl.Events;

/// <summary>A benchmark was answered and scored.</summary>
/// <param name="Stage">After which stage; 0 is the base model.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Score">What was measured.</param>
/// <param name="Prompts">Which prompts were asked.</param>
/// <param name="Elapsed">Time spent answering and scoring.</param>
[EventKind("benchmark-scored", 1)]
public sealed record BenchmarkScored(StageId Stage, string Benchmark, ScoreRecord Score, PromptMode Prompts, TimeSpan Elapsed)
    : IScoreEvent;
