namespace LmmCl.Events;

/// <summary>A stage as planned.</summary>
/// <param name="Stage">Its number, from 1.</param>
/// <param name="Skill">The skill that it teaches.</param>
/// <param name="Benchmark">The benchmark that measures this skill: its target.</param>
public sealed record PlannedStage(StageId Stage, string Skill, string Benchmark);
