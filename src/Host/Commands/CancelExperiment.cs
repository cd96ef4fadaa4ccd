using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Queueing;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Cancels an experiment permanently; the worker of a running one stops first.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Reason">Reason, which the history tells.</param>
internal sealed record CancelExperiment(string Experiment, string? Reason = null) : IRequest<QueueEntry>, IReasonedRequest;

/// <summary>
/// Records the cancellation in the queue, so that no slot takes the experiment any more, then in the experiment's own history once nothing
/// else is recorded there.
/// </summary>
internal sealed class CancelExperimentHandler(
    ExperimentQueue queue,
    Submissions submissions,
    Cancellation cancellation,
    IRunningExperiments running,
    IEventLog log,
    IWorkProgress progress)
    : IRequestHandler<CancelExperiment, QueueEntry>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">There is no such experiment, it has ended, or another process runs it.</exception>
    public async Task<QueueEntry> Handle(CancelExperiment request, CancellationToken cancellationToken)
    {
        var (experiment, reason) = (request.Experiment, request.Reason ?? "cancelled on request");
        var isQueued = queue.State.Find(experiment) is not null;
        if (!isQueued)
        {
            await KnownExperiments.CheckAsync(log, experiment, cancellationToken);
        }

        using var claim = running.Find(experiment) is null
            ? await cancellation.ClaimAsync(experiment, progress, cancellationToken)
            : null;
        if (isQueued)
        {
            await queue.RecordAsync(state =>
                new QueuedExperimentEnded(state.Events + 1, experiment, QueueOutcome.Cancelled, reason));
            await running.StopAsync(experiment, reason);
        }

        if (!await cancellation.RecordAsync(experiment, reason) && !isQueued)
        {
            throw new InputException(
                $"experiment '{experiment}'", "it is complete or cancelled.", $"See it with: lmmcl history {experiment}");
        }

        submissions.Remove(experiment);
        return queue.State.Find(experiment) ?? BegunElsewhere(experiment, reason);
    }

    private static QueueEntry BegunElsewhere(string experiment, string reason)
    {
        var now = DateTimeOffset.UtcNow;
        return new QueueEntry(experiment, QueueStatus.Cancelled, 0, default, now, now) { Reason = reason };
    }
}
