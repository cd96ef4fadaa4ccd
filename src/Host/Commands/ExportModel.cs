using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>
/// Writes a stage's model as a full checkpoint in the Hugging Face layout: base model and the deltas of the stages up to it.
/// </summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Stage">The stage; 0 is the base model.</param>
/// <param name="Folder">The folder to create.</param>
/// <param name="Dtype">Data type to write.</param>
internal sealed record ExportModel(ExperimentPlan Plan, StageId Stage, string Folder, Precision Dtype) : IRequest<ExportedModel>;

/// <summary>The result of an export.</summary>
/// <param name="Tensors">Number of tensors in the checkpoint.</param>
/// <param name="MethodState">Subfolder with what the method attaches to the model; null if the weights are everything.</param>
internal sealed record ExportedModel(int Tensors, string? MethodState);

/// <summary>Writes the model; the folder gets its final name once it is complete.</summary>
internal sealed class ExportModelHandler(IEventLog log, ModelShelf shelf) : IRequestHandler<ExportModel, ExportedModel>
{
    private const string StateFolder = "method";

    /// <inheritdoc/>
    /// <exception cref="InputException">
    /// The folder exists, the stage has no checkpoint yet, its checkpoint has a link or an unlisted file, or the history was altered.
    /// </exception>
    public async Task<ExportedModel> Handle(ExportModel request, CancellationToken cancellationToken)
    {
        var (plan, stage) = (request.Plan, request.Stage);
        var journal = await ExperimentJournal.OpenAsync(log, plan.Spec.Experiment, cancellationToken);
        var begun = journal.Progress.Begun;
        plan.RefuseOtherSpec(begun ?? throw new InputException($"experiment '{plan.Spec.Experiment}'", "has not begun.", "Run it first."));
        if (stage != StageId.Base && journal.Progress[stage].Checkpoint is null)
        {
            var done = plan.Stages.Last(candidate => candidate == StageId.Base || journal.Progress[candidate].Checkpoint is not null);
            throw new InputException(
                $"stage {stage}", $"'{plan.Spec.Experiment}' has no checkpoint of it.", $"The last that there is: {done}.");
        }

        var folder = new NewFolder(request.Folder);
        using var model = shelf.Take(plan, stage, journal.Progress);
        MultimodalModels.Save(model.Model, folder.Partial, model.Folder, request.Dtype.ToScalarType());
        var hasState = CopyMethodState(plan, stage, journal.Progress, folder);
        folder.Complete();
        return new ExportedModel(model.Model.Parameters.Count, hasState ? Path.Combine(request.Folder, StateFolder) : null);
    }

    /// <summary>
    /// Copies what <see cref="IMitigationMethod.Attach"/> reads, such as an adapter or experts. False if the weights are everything.
    /// </summary>
    private static bool CopyMethodState(ExperimentPlan plan, StageId stage, ExperimentProgress progress, NewFolder folder)
    {
        var source = plan.Folder.MethodState(stage);
        var changesInference = plan.Plugin.Manifest!.Capabilities.HasFlag(MethodCapabilities.ChangesInference);
        if (stage == StageId.Base || !changesInference || !Directory.Exists(source))
        {
            return false;
        }

        var files = Evidence.Of(progress[stage].Checkpoint!).FilesToCopy(plan.Folder.Root);
        foreach (var file in files.Where(file => file.StartsWith(source + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            folder.Copy(file, StateFolder, Path.GetRelativePath(source, file));
        }

        return true;
    }
}
