namespace LmmCl.Events;

/// <summary>A planned stage.</summary>
/// <param name="Stage">Number of the stage, from 1.</param>
/// <param name="Skill">The skill that it teaches.</param>
/// <param name="Benchmark">The target benchmark, which measures this skill.</param>
public sealed record PlannedStage(StageId Stage, string Skill, string Benchmark);
