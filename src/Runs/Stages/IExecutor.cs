using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Runs the work of a stage on a device. Results are recorded in the journal as events, so that the same work can run in this process, in
/// another one, or on another machine. Each call continues where an interrupted one stopped.
/// </summary>
public interface IExecutor
{
    /// <summary>Runs the parts of the stage that the job names, and records the results.</summary>
    Task RunAsync(StageJob job, ExperimentJournal journal, CancellationToken ct);

    /// <summary>
    /// Starts loading what the experiment's work needs, while its inputs are being read; ended by <see cref="EndAsync"/>.
    /// </summary>
    Task BeginAsync(ExperimentPlan plan) => Task.CompletedTask;

    /// <summary>Releases what is held for the next stage, when the experiment is complete or stopped.</summary>
    Task EndAsync() => Task.CompletedTask;
}
