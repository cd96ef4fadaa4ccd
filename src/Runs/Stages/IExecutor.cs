using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Does a stage's work on a device. Whatever happens is told to the journal as events, so that the same work can be done in this process,
/// in another one, or on another machine. Each call goes on where an interrupted one stopped.
/// </summary>
public interface IExecutor
{
    /// <summary>Does the parts of the stage that the job names, and records what comes of them.</summary>
    Task RunAsync(StageJob job, ExperimentJournal journal, CancellationToken ct);

    /// <summary>The experiment is over or stopped: gives back what was held for its next stage.</summary>
    Task EndAsync() => Task.CompletedTask;
}
