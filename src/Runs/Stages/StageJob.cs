using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>What an executor is to do.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">Which stage of it.</param>
/// <param name="Work">Parts of the stage, in their order.</param>
public sealed record StageJob(ExperimentPlan Plan, StageId Stage, params IReadOnlyList<StageWork> Work);
