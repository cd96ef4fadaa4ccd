using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Queueing;
using LmmCl.Runs.Sweeps;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Refuses all that a dry run refuses and all that could not be run later, then queues everything.</summary>
internal sealed class SubmitExperimentHandler(
    ExperimentQueue queue,
    Submissions submissions,
    IEventLog log,
    HostSettings options,
    QueueSettings settings,
    PluginCatalogue plugins,
    PluginMethods methods,
    PlanCheck check) : IRequestHandler<SubmitExperiment, SubmittedExperiments>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">The document is wrong, or one of its experiments cannot be queued; nothing was queued.</exception>
    public async Task<SubmittedExperiments> Handle(SubmitExperiment request, CancellationToken cancellationToken)
    {
        var submitted = request.File is { } file
            ? SubmittedFile.ReadFile(file, options.Runs)
            : SubmittedFile.ReadText(request.Yaml!, settings.Readable, options.Runs);
        var plans = submitted.Experiments.Select(spec => ExperimentPlan.Create(spec, options.Runs, plugins, methods)).ToList();
        var missing = await MissingAsync(submitted, plans, cancellationToken);
        await check.RunAsync(missing, cancellationToken);
        using var turn = await submissions.TakeTurnAsync(cancellationToken);

        // The queue may have changed while the checks ran.
        missing = await MissingAsync(submitted, plans, cancellationToken);
        if (submitted.Sweep is { } sweep && missing.Count > 0)
        {
            await log.AppendAsync(
                SweepStreams.Of(sweep.Sweep), SweepExpansion.Planned(sweep.Sweep, sweep.File, plans), CancellationToken.None);
        }

        var entries = new List<QueueEntry>();
        foreach (var spec in missing.Select(plan => plan.Spec))
        {
            var hash = submissions.Write(spec);
            var state = await queue.RecordAsync(
                state => new ExperimentQueued(state.Events + 1, spec.Experiment, request.Priority, hash));
            entries.Add(state.Find(spec.Experiment)!);
        }

        return new SubmittedExperiments(
            submitted.Sweep?.Sweep, entries, [.. plans.Except(missing).Select(plan => plan.Spec.Experiment)]);
    }

    /// <summary>The experiments to be queued. Of a sweep, those that are complete or in the queue are left out.</summary>
    private async Task<List<ExperimentPlan>> MissingAsync(
        SubmittedFile submitted, IReadOnlyList<ExperimentPlan> plans, CancellationToken ct)
    {
        var missing = new List<ExperimentPlan>();
        foreach (var plan in plans)
        {
            var obstacle = await FindObstacleAsync(plan, ct);
            if (obstacle is null)
            {
                missing.Add(plan);
            }
            else if (submitted.Sweep is null)
            {
                throw obstacle;
            }
        }

        return missing;
    }

    /// <summary>The reason for which an experiment need not be queued; null if it is to be.</summary>
    /// <exception cref="InputException">It began with another specification, or was cancelled.</exception>
    private async Task<InputException?> FindObstacleAsync(ExperimentPlan plan, CancellationToken ct)
    {
        var (experiment, place) = (plan.Spec.Experiment, $"experiment '{plan.Spec.Experiment}'");
        var progress = (await ExperimentJournal.OpenAsync(log, experiment, ct)).Progress;
        if (progress.Begun is { } begun)
        {
            plan.RefuseOtherSpec(begun);
        }

        progress.RefuseCancelled(experiment);
        if (progress.Completed)
        {
            return new InputException(place, "it is complete.", $"See it with: lmmcl report {experiment}");
        }

        var state = queue.State;
        return state.FindObstacle(new ExperimentQueued(state.Events + 1, experiment, 0, default)) is { } obstacle
            ? new InputException(place, obstacle, "See the queue with: lmmcl queue")
            : null;
    }
}
