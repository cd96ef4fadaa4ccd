using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Does a stage's work on a device. Whatever happens is told to the journal as events, so that the same work can be done in this process,
/// in another one, or on another machine. Each call goes on where an interrupted one stopped.
/// </summary>
public interface IExecutor
{
    /// <summary>
    /// Trains a stage from its parent's weights and writes its checkpoint:
    /// parameters selected, progress, trained, verified, checkpoint written.
    /// </summary>
    Task TrainAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct);

    /// <summary>Asks the stage's model every benchmark that has no score yet.</summary>
    Task EvaluateAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct);

    /// <summary>Takes the stage's probes.</summary>
    Task ProbeAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct);

    /// <summary>The experiment is over or stopped: gives back what was held for its next stage.</summary>
    Task EndAsync() => Task.CompletedTask;
}
