using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Slurm;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Sweeps;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Runs the missing part of a sweep on a Slurm cluster, a job per experiment, and follows the jobs.</summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Plans">The experiments of the sweep.</param>
/// <param name="File">Hash of the sweep's file, to be recorded with the plan.</param>
/// <param name="Settings">The executor's settings.</param>
/// <param name="MaxJobs">Maximum number of jobs at a time; null for no limit.</param>
/// <param name="RetryFailed">True to submit again what was given up.</param>
internal sealed record RunSweepOnCluster(
    string Sweep, IReadOnlyList<ExperimentPlan> Plans, ContentHash File, SlurmSettings Settings, int? MaxJobs, bool RetryFailed)
    : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>Records the plans, stores what the nodes need, then submits and follows.</summary>
internal sealed class RunSweepOnClusterHandler(
    IMediator mediator, IEventLog log, ClusterJobs jobs, CheckpointCopies copies, IWorkProgress progress)
    : IRequestHandler<RunSweepOnCluster, IReadOnlyList<FailedExperiment>>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">An experiment exists with another specification; nothing was submitted.</exception>
    public async Task<IReadOnlyList<FailedExperiment>> Handle(RunSweepOnCluster request, CancellationToken cancellationToken)
    {
        copies.RefuseUnwritable();
        var missing = new List<string>();
        foreach (var plan in request.Plans)
        {
            if (!(await SweepState.OfAsync(plan, log, cancellationToken)).Complete)
            {
                missing.Add(plan.Spec.Experiment);
                StoredSpec.Write(plan.Folder, plan.Spec);
            }
            else
            {
                await mediator.Send(new CopyCheckpoints(plan), cancellationToken);
            }
        }

        if (missing.Count == 0)
        {
            return [];
        }

        await log.AppendAsync(
            SweepStreams.Of(request.Sweep), SweepExpansion.Planned(request.Sweep, request.File, request.Plans), cancellationToken);
        var stream = await jobs.PlanAsync(
            request.Sweep, missing, request.Settings, request.MaxJobs, request.RetryFailed, cancellationToken);
        return Failures(await jobs.FollowAsync(stream, progress, cancellationToken));
    }

    /// <summary>The experiments that were given up.</summary>
    public static IReadOnlyList<FailedExperiment> Failures(JobsState state) =>
    [
        .. state.Entries.Where(entry => entry.GivenUp is not null).Select(entry => new FailedExperiment(
            entry.Experiment, new StageWorkException(entry.End!.Failure ?? FailureKind.Killed, entry.GivenUp!))),
    ];
}
