using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;
using LmmCl.Training;

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
        shelf.Expect(inputs, plan.PicturesAreUpright);
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
                await StageSpans.WithinAsync(StageSpans.Evaluate, () => evaluation.RunAsync(plan, stage, inputs, journal, ct));
            }

            if (job.Work.Contains(StageWork.Probe))
            {
                await StageSpans.WithinAsync(StageSpans.Probe, () => ProbeAsync(plan, stage, journal, ct));
            }
        });
    }

    private async Task ProbeAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        foreach (var probe in probes)
        {
            await probe.RunAsync(plan, stage, journal, ct);
        }
    }
}
