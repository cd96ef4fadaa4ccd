using System.Diagnostics;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Plugins;
using LmmCl.Runs;
using LmmCl.Runs.Checks;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;
using MediatR;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Commands;

/// <summary>
/// The stage loop: evaluates stage 0 first; then each skill is trained, evaluated on everything, and probed. Work that is recorded in
/// events is not repeated.
/// </summary>
internal sealed class RunExperimentHandler(
    IMediator mediator,
    IEventLog log,
    IExecutor executor,
    PluginCatalogue plugins,
    FileHashCache hashes,
    ExperimentCheck check,
    IWorkProgress workProgress,
    RunLogs logs,
    RunOptions options,
    CheckpointCopies copies,
    ILogger<RunExperimentHandler> logger)
    : IRequestHandler<RunExperiment, ExperimentProgress>
{
    /// <inheritdoc/>
    public async Task<ExperimentProgress> Handle(RunExperiment request, CancellationToken cancellationToken)
    {
        var plan = request.Plan;
        using var claim = await RunClaim.TakeAsync(plan.Folder, workProgress, WorkerTimeouts.TakeOver, cancellationToken);
        if (options.Submission is null)
        {
            JobTicket.RefuseAny(plan.Folder);
        }

        using var file = logs.Open(plan.Spec.Experiment, plan.Folder);
        try
        {
            return await RunAsync(plan, request.StopReason, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogInformation("{Experiment} stopped: {Reason}", plan.Spec.Experiment, request.StopReason());
            throw;
        }
        catch (Exception error)
        {
            logger.LogError(error, "{Experiment} ended early", plan.Spec.Experiment);
            throw;
        }
    }

    private async Task<ExperimentProgress> RunAsync(ExperimentPlan plan, Func<string> stopReason, CancellationToken cancellationToken)
    {
        copies.RefuseUnwritable();
        await SpoolLeftovers.IngestAsync(plan.Folder, plan.Spec.Experiment, log);
        var journal = await ExperimentJournal.OpenAsync(log, plan.Spec.Experiment, cancellationToken);
        if (journal.Progress.Completed)
        {
            plan.RefuseOtherSpec(journal.Progress.Begun!);
            StoredSpec.Write(plan.Folder, plan.Spec);
            await copies.CopyAsync(plan.Folder, journal, cancellationToken);
            return journal.Progress;
        }

        journal.Progress.RefuseCancelled(journal.Experiment);
        plan = journal.Progress.Begun is { } begun ? plan.UnderRulesOf(begun) : plan;
        var (before, clock) = (journal.Worked.Total, Stopwatch.StartNew());
        try
        {
            await executor.BeginAsync(plan);
            await BeginAsync(plan, await InputsAsync(plan, journal, cancellationToken), journal);
            logger.LogInformation("{Experiment}, run {Attempt} begins", plan.Spec.Experiment, journal.Progress.Attempt);
            await copies.CopyAsync(plan.Folder, journal, cancellationToken);
            foreach (var stage in plan.Stages.Where(stage => !journal.Progress[stage].Completed))
            {
                await StageTrace.RunAsync(plan, stage, () => RunStageAsync(plan, stage, journal, stopReason, cancellationToken));
                logger.LogInformation("{Experiment}: stage {Stage} is complete", plan.Spec.Experiment, stage.Number);
            }
        }
        finally
        {
            await executor.EndAsync();
        }

        await journal.RecordAsync(new ExperimentCompleted(before + clock.Elapsed));
        return journal.Progress;
    }

    /// <summary>
    /// Returns the experiment's inputs after all checks pass. An experiment that has begun was checked then, by the rules of that time.
    /// </summary>
    private async Task<RunInputs> InputsAsync(ExperimentPlan plan, ExperimentJournal journal, CancellationToken ct) =>
        journal.Progress.Begun is null ? await check.RefuseAsync(plan, workProgress, ct) : RunInputs.Of(plan, hashes);

    private async Task BeginAsync(ExperimentPlan plan, RunInputs inputs, ExperimentJournal journal)
    {
        if (journal.Progress.Begun is not { } begun)
        {
            StoredSpec.Write(plan.Folder, plan.Spec);
            await journal.RecordAsync([plan.Started(), plan.Plugin.ToLoaded(), inputs.Record(plan.Folder, journal.Progress.Attempt)]);
            return;
        }

        plan.RefuseOtherSpec(begun);
        inputs.RefuseOther(plan.Folder, journal.History, plan.Spec.Experiment);
        if (inputs.OtherConditions(journal.History) is { Count: > 0 } other)
        {
            workProgress.End($"{plan.Spec.Experiment}: runs under other conditions than before: {string.Join("; ", other)}");
        }

        StoredSpec.Write(plan.Folder, plan.Spec);
        // The last stage, if only the end of the experiment is missing.
        var next = plan.Stages.Cast<StageId?>().FirstOrDefault(stage => !journal.Progress[stage!.Value].Completed) ?? plan.Stages[^1];
        var attempt = journal.Progress.Attempt + 1;
        await journal.RecordAsync(
            new ExperimentResumed(attempt, next, journal.Progress[next].SavedStep), inputs.Record(plan.Folder, attempt));
    }

    private async Task RunStageAsync(
        ExperimentPlan plan, StageId stage, ExperimentJournal journal, Func<string> stopReason, CancellationToken ct)
    {
        var (before, clock) = (journal.Worked[stage], Stopwatch.StartNew());
        var progress = journal.Progress[stage];
        try
        {
            if (!progress.Started)
            {
                await journal.RecordAsync(plan.StageStarted(stage, journal.Progress));
            }

            if (stage != StageId.Base && progress.Checkpoint is null)
            {
                await mediator.Send(new TrainStage(plan, stage, journal), ct);
                await copies.CopyAsync(plan.Folder, journal, ct);
            }

            await mediator.Send(new EvaluateStage(plan, stage, journal), ct);
            await mediator.Send(new ProbeStage(plan, stage, journal), ct);
            await journal.RecordAsync(new StageCompleted(stage, before + clock.Elapsed));
            plugins.StageEnded(plan.Plugin, stage, failure: null);
        }
        catch (Exception) when (journal.Broken)
        {
            // The failure of the stage cannot be recorded either.
            throw;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await journal.RecordAsync(new ExperimentPaused(journal.Progress.Attempt, stage, progress.SavedStep, stopReason()));
            throw;
        }
        catch (Exception error)
        {
            var kind = FailureKinds.Of(error);
            await journal.RecordAsync(new StageFailed(stage, kind, error.Message, journal.Progress.Attempt));
            if (kind is FailureKind.PluginError or FailureKind.Crashed)
            {
                plugins.StageEnded(plan.Plugin, stage, error.Message);
            }

            throw;
        }
    }
}
