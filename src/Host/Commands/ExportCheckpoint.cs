using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Modeling.Artifacts;
using LmmCl.Runs.Experiments;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Writes the checkpoint of a stage as the folder that the run wrote, from its copy in a folder of artifacts.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Stage">The stage; null for the last that has a checkpoint.</param>
/// <param name="Folder">The folder to create.</param>
/// <param name="Artifacts">The folder of artifacts.</param>
internal sealed record ExportCheckpoint(string Experiment, int? Stage, string Folder, string Artifacts) : IRequest<CheckpointWritten>;

/// <summary>Takes the checkpoint's hash from the store, so that the copy need not be trusted.</summary>
internal sealed class ExportCheckpointHandler(IEventLog log) : IRequestHandler<ExportCheckpoint, CheckpointWritten>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// The folder exists, the stage has no checkpoint, the copy is missing or damaged, or the history was altered.
    /// </exception>
    public async Task<CheckpointWritten> Handle(ExportCheckpoint request, CancellationToken cancellationToken)
    {
        await KnownExperiments.CheckAsync(log, request.Experiment, cancellationToken);
        var journal = await ExperimentJournal.OpenAsync(log, request.Experiment, cancellationToken);
        var written = journal.History.OfType<CheckpointWritten>()
            .LastOrDefault(checkpoint => request.Stage is null || checkpoint.Stage.Number == request.Stage)
            ?? throw new InputException(
                request.Stage is { } stage ? $"stage {stage}" : $"experiment '{request.Experiment}'",
                $"the store has no checkpoint of it{(request.Stage is null ? "" : $" for '{request.Experiment}'")}.",
                "Each stage after 0, the base model, has one once it is trained.");
        var folder = new NewFolder(request.Folder);
        new ArtifactFolder(request.Artifacts).Restore(written.Manifest.Hex, folder.Partial, cancellationToken);
        folder.Complete();
        return written;
    }
}
