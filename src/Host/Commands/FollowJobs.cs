using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Slurm;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Resumes following the cluster jobs of a sweep, according to its last plan.</summary>
/// <param name="Stream">The sweep's jobs.</param>
internal sealed record FollowJobs(JobStream Stream) : IRequest<IReadOnlyList<FailedExperiment>>;

/// <summary>Follows the jobs to their end.</summary>
internal sealed class FollowJobsHandler(ClusterJobs jobs, IWorkProgress progress)
    : IRequestHandler<FollowJobs, IReadOnlyList<FailedExperiment>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<FailedExperiment>> Handle(FollowJobs request, CancellationToken cancellationToken) =>
        RunSweepOnClusterHandler.Failures(await jobs.FollowAsync(request.Stream, progress, cancellationToken));
}
