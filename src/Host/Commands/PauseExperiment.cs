using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Queueing;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Puts an experiment of the queue on hold; a running one saves its state first.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Reason">Reason, which the history tells.</param>
internal sealed record PauseExperiment(string Experiment, string? Reason = null) : IRequest<QueueEntry>, IReasonedRequest;

/// <summary>Records the pause first, so that the experiment stays paused even if the service ends meanwhile.</summary>
internal sealed class PauseExperimentHandler(ExperimentQueue queue, IRunningExperiments running)
    : IRequestHandler<PauseExperiment, QueueEntry>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">The experiment is not in the queue, is paused or has ended.</exception>
    public async Task<QueueEntry> Handle(PauseExperiment request, CancellationToken cancellationToken)
    {
        var reason = request.Reason ?? "paused on request";
        await queue.RecordAsync(state => new QueuedExperimentPaused(state.Events + 1, request.Experiment, reason));
        await running.StopAsync(request.Experiment, reason).WaitAsync(cancellationToken);
        return queue.State.Find(request.Experiment)!;
    }
}
