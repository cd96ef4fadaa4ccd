using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Copies the checkpoints of a complete experiment to the folder of artifacts, if there is one that does not have them.</summary>
/// <param name="Plan">The experiment.</param>
internal sealed record CopyCheckpoints(ExperimentPlan Plan) : IRequest;

/// <summary>Copies what is missing; a run copies each checkpoint as soon as it is recorded.</summary>
internal sealed class CopyCheckpointsHandler(IEventLog log, CheckpointCopies copies) : IRequestHandler<CopyCheckpoints, Unit>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">A checkpoint was altered, the disk is full, or the folder cannot be written to.</exception>
    public async Task<Unit> Handle(CopyCheckpoints request, CancellationToken cancellationToken)
    {
        var journal = await ExperimentJournal.OpenAsync(log, request.Plan.Spec.Experiment, cancellationToken);
        request.Plan.Folder.RefuseLinks();
        await copies.CopyAsync(request.Plan.Folder, journal, cancellationToken);
        return Unit.Value;
    }
}
