using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>The work requested of an executor.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Work">Parts of the stage, in order.</param>
public sealed record StageJob(ExperimentPlan Plan, StageId Stage, params IReadOnlyList<StageWork> Work);
