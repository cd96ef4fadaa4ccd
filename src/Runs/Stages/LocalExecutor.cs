using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>Does a stage's work in this process: one class for each kind of work, around one model in memory.</summary>
internal sealed class LocalExecutor(StageTraining training, StageEvaluation evaluation, IEnumerable<IStageProbe> probes) : IExecutor
{
    /// <inheritdoc/>
    public Task TrainAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct) =>
        PluginFrames.NameAsync(plan.Spec.Method, () => training.RunAsync(plan, stage, journal, ct));

    /// <inheritdoc/>
    public Task EvaluateAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct) =>
        PluginFrames.NameAsync(plan.Spec.Method, () => evaluation.RunAsync(plan, stage, journal, ct));

    /// <inheritdoc/>
    public async Task ProbeAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        foreach (var probe in probes)
        {
            await PluginFrames.NameAsync(plan.Spec.Method, () => probe.RunAsync(plan, stage, journal, ct));
        }
    }
}
