using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>A measurement of a stage's model other than a benchmark score.</summary>
internal interface IStageProbe
{
    /// <summary>Runs the measurement, unless it is already recorded or the spec disables it.</summary>
    Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct);
}
