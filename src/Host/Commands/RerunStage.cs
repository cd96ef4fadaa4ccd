using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Audit.Reruns;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs a stage again from its recorded parent and compares the results. Writes nothing to the store or to the run.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Stage">The stage; 0 evaluates the base model on the benchmarks.</param>
/// <param name="Spec">The experiment's specification, if the one in the run folder is not valid here; null to use that one.</param>
/// <param name="Tolerance">
/// Largest relative difference that the auditor accepts under other than the recorded conditions; null to accept none.
/// </param>
/// <param name="OtherPlugin">True to continue if the installed plugin is not the recorded one.</param>
/// <param name="Keep">Folder for the output of the rerun; null to discard it.</param>
internal sealed record RerunStage(
    string Experiment, StageId Stage, ExperimentSpec? Spec, double? Tolerance, bool OtherPlugin, string? Keep) : IRequest<RerunReport>;

/// <summary>Runs the stage in a worker process like a normal run, but in another folder and with its journal in memory.</summary>
internal sealed class RerunStageHandler(
    IEventLog log, HostSettings options, PluginCatalogue catalogue, PluginMethods methods, IWorkProgress progress)
    : IRequestHandler<RerunStage, RerunReport>
{
    // Measured; see docs/audit.md.
    private const double DefaultTolerance = 0.01;

    /// <inheritdoc/>
    /// <exception cref="InputException">The stage cannot be rerun here; the message says why.</exception>
    public async Task<RerunReport> Handle(RerunStage request, CancellationToken cancellationToken)
    {
        await KnownExperiments.CheckAsync(log, request.Experiment, cancellationToken);
        await SoundStore.CheckAsync(log, options.Store, cancellationToken);
        var history = (await log.ReadHistoryAsync(request.Experiment, ct: cancellationToken)).Select(recorded => recorded.What).ToList();
        var run = RunFolder.Of(options.Runs, request.Experiment);
        var original = RecordedStage.Find(request.Experiment, request.Stage, history);
        using var folder = RerunFolder.Create(request.Keep);
        var plan = PlanOf(request, original, run, folder);
        // Not the cache of the audited folder: its owner can write any hash into it.
        var inputs = RunInputs.Of(plan, new FileHashCache(folder.Runs));
        var conditions = original.FindOtherConditions(plan, inputs, request.OtherPlugin);
        inputs.RefuseOther(run, history, request.Experiment, exceptPlugin: true);
        original.RefuseAltered(plan, run);
        folder.Link(run.Root, plan.Folder.Root, original.Parents.Select(parent => parent.Path));
        var again = await ExecuteAsync(plan, request.Stage, original.Before, folder, cancellationToken);
        var report = new StageComparison(run.Root, plan.Folder.Root, request.Tolerance ?? DefaultTolerance, request.Tolerance is > 0)
            .Compare(request.Experiment, request.Stage, original.Record, again, conditions);
        if (request.Keep is not null)
        {
            folder.Keep();
        }

        return report;
    }

    private ExperimentPlan PlanOf(RerunStage request, RecordedStage original, RunFolder run, RerunFolder folder)
    {
        if (request.Spec is null && !File.Exists(run.Spec))
        {
            throw new InputException(run.Spec, "the experiment's specification is missing.", "Name its file with --spec.");
        }

        var begun = original.Begun;
        var spec = RunConditions.WithSizes(request.Spec ?? StoredSpec.Read(run), original.Inputs);
        var mine = spec with
        {
            Experiment = request.Experiment,
            AsPublished = begun.AsPublished,

            // Saved states for a resume do not affect the outcome, and a rerun does not need them.
            Training = spec.Training.WithoutSaving() with { ActivationCheckpointing = spec.Training.ActivationCheckpointing },
        };
        var plan = ExperimentPlan.Create(mine, folder.Runs, catalogue, methods);
        plan.RefuseOtherSpec(begun, "Name the file that it was run from with --spec, beside the same model and data.");
        return plan.UnderRulesOf(begun);
    }

    private async Task<StageRecord> ExecuteAsync(
        ExperimentPlan plan, StageId stage, IReadOnlyList<IExperimentEvent> before, RerunFolder folder, CancellationToken ct)
    {
        var happened = new List<IExperimentEvent>();
        var journal = ExperimentJournal.Continue(plan.Spec.Experiment, before, events =>
        {
            happened.AddRange(events.Select(recorded => recorded.Data));
            return Task.CompletedTask;
        });
        var run = new RunOptions(folder.Runs, options.PluginTimeout);
        await using var executor = new WorkerExecutor(run, catalogue, progress, new NoRecordedAnswers());
        IReadOnlyList<StageWork> work = stage == StageId.Base
            ? [StageWork.Evaluate, StageWork.Probe]
            : [StageWork.Train, StageWork.Evaluate, StageWork.Probe];
        await executor.RunAsync(new StageJob(plan, stage, work), journal, ct);
        return StageRecord.Of(stage, happened);
    }
}
