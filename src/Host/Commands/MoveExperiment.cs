using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Runs.Queueing;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Gives a waiting experiment another place in the queue.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Before">
/// The waiting experiment to place it directly before, whose priority it takes over; null if a priority is given.
/// </param>
/// <param name="Priority">Its new priority, as the last of that priority; null if another experiment is given.</param>
internal sealed record MoveExperiment(string Experiment, string? Before, int? Priority) : IRequest<QueueEntry>;

/// <summary>Checks what was sent.</summary>
internal sealed class MoveExperimentValidator : IRequestValidator<MoveExperiment>
{
    /// <inheritdoc/>
    public void Validate(MoveExperiment request)
    {
        if (request.Before is null == request.Priority is null)
        {
            throw new InputException(
                "before, priority", "exactly one of the two is needed.", "Send the experiment to come before, or a priority.");
        }

        Priorities.Check(request.Priority ?? 0);
    }
}

/// <summary>Records the new place.</summary>
internal sealed class MoveExperimentHandler(ExperimentQueue queue) : IRequestHandler<MoveExperiment, QueueEntry>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">One of the experiments does not wait in the queue.</exception>
    public async Task<QueueEntry> Handle(MoveExperiment request, CancellationToken cancellationToken)
    {
        var state = await queue.RecordAsync(state => new QueuedExperimentMoved(
            state.Events + 1, request.Experiment, request.Priority ?? PriorityOf(state, request.Before!), request.Before));
        return state.Find(request.Experiment)!;
    }

    private static int PriorityOf(QueueState state, string before) => state.Find(before)?.Priority ?? 0;
}
