using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Queueing;
using LmmCl.Runs.Resuming;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Puts a paused or failed experiment back into the queue; also one that was begun outside of the service.</summary>
/// <param name="Experiment">Name of the experiment.</param>
internal sealed record ResumeExperiment(string Experiment) : IRequest<QueueEntry>;

/// <summary>Finds the specification of an experiment that the queue does not know in its run folder.</summary>
internal sealed class ResumeExperimentHandler(ExperimentQueue queue, Submissions submissions, Resumptions resumptions)
    : IRequestHandler<ResumeExperiment, QueueEntry>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">There is no such experiment, or it cannot be resumed.</exception>
    public async Task<QueueEntry> Handle(ResumeExperiment request, CancellationToken cancellationToken)
    {
        var experiment = request.Experiment;
        if (queue.State.Find(experiment) is null)
        {
            return await QueueAsync((await resumptions.FindAsync([experiment], cancellationToken))[0], cancellationToken);
        }

        var state = await queue.RecordAsync(state => new QueuedExperimentResumed(state.Events + 1, experiment));
        return state.Find(experiment)!;
    }

    private async Task<QueueEntry> QueueAsync(Resumption found, CancellationToken ct)
    {
        var plan = found.Plan ?? throw found.Obstacle ?? new InputException(
            $"experiment '{found.Experiment}'", "it is complete.", $"See it with: lmmcl report {found.Experiment}");
        using var turn = await submissions.TakeTurnAsync(ct);
        var hash = submissions.Write(plan.Spec);
        var state = await queue.RecordAsync(state => new ExperimentQueued(state.Events + 1, plan.Spec.Experiment, 0, hash));
        return state.Find(plan.Spec.Experiment)!;
    }
}
