using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Runs a stage in this process, with one model in memory: prepare, train, finish, checkpoint, evaluate, probe. Used by worker processes,
/// and by tests without a worker.
/// </summary>
internal sealed class StageRunner(
    FileHashCache hashes, ModelShelf shelf, StageTraining training, StageEvaluation evaluation, IEnumerable<IStageProbe> probes) : IExecutor
{
    /// <inheritdoc/>
    /// <exception cref="LmmCl.Abstractions.InputException">The inputs differ from those that the experiment was started with.</exception>
    public Task RunAsync(StageJob job, ExperimentJournal journal, CancellationToken ct)
    {
        var (plan, stage) = (job.Plan, job.Stage);
        var inputs = RunInputs.Of(plan, hashes);
        inputs.RefuseOther(plan.Folder, journal.History, plan.Spec.Experiment);
        shelf.Expect(inputs);
        void RefuseOther() => RunInputs.Of(plan, hashes).RefuseOther(plan.Folder, journal.History, plan.Spec.Experiment);
        return PluginFrames.NameAsync(plan.Spec.Method, async () =>
        {
            // In order: the method prepares, training runs, the method finishes, and the checkpoint is written.
            if (job.Work.Contains(StageWork.Train))
            {
                await training.RunAsync(plan, stage, journal, RefuseOther, ct);
            }

            if (job.Work.Contains(StageWork.Evaluate))
            {
                await evaluation.RunAsync(plan, stage, inputs, journal, ct);
            }

            foreach (var probe in job.Work.Contains(StageWork.Probe) ? probes : [])
            {
                await probe.RunAsync(plan, stage, journal, ct);
            }
        });
    }
}
