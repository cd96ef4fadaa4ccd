using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>A measurement of a stage's model that is not a score.</summary>
internal interface IStageProbe
{
    /// <summary>Measures, unless the stage has the figure or the spec leaves it out.</summary>
    Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct);
}
