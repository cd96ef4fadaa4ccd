using LmmCl.Abstractions.Events;
using LmmCl.Data.Batches;
using LmmCl.Host.Experiments;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Host.Executors;

/// <summary>
/// Keeps the model that was used last in memory, so that a stage that follows its parent, or an evaluation that follows its training, loads nothing.
/// A model of any stage is the base model with the deltas of the stages up to it.
/// </summary>
internal sealed class ModelShelf : IDisposable
{
    private readonly Dictionary<string, ModelInputs> inputs = [];
    private (string Run, StageId Stage, LoadedModel Model)? held;

    /// <summary>Tokenizer, template and pictures of a model. They are the same for every stage of it, and remember what they have read.</summary>
    public ModelInputs InputsOf(LoadedModel model) =>
        inputs.TryGetValue(model.Folder.Path, out var known) ? known : inputs[model.Folder.Path] = FamilyInputs.For(model);

    /// <summary>The model as a stage left it; stays on the shelf.</summary>
    public LoadedModel At(ExperimentPlan plan, StageId stage, ExperimentProgress progress)
    {
        if (held is { } here && here.Run == plan.Folder.Root && here.Stage == stage)
        {
            return here.Model;
        }

        var model = Take(plan, stage, progress);
        Put(plan, stage, model);
        return model;
    }

    /// <summary>The model as a stage left it, to be changed: the shelf forgets it, and the caller puts it back or disposes of it.</summary>
    public LoadedModel Take(ExperimentPlan plan, StageId stage, ExperimentProgress progress)
    {
        var (from, model) = Nearest(plan, stage);
        try
        {
            for (var next = from.Number + 1; next <= stage.Number; next++)
            {
                var written = progress[new StageId(next)].Checkpoint
                    ?? throw new InvalidOperationException($"Stage {next} of {plan.Spec.Experiment} has no checkpoint.");
                DeltaCheckpoint.Apply(model.Model, Path.Combine(plan.Folder.Root, written.Path));
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Puts a model on the shelf, in the place of the one before.</summary>
    public void Put(ExperimentPlan plan, StageId stage, LoadedModel model)
    {
        held?.Model.Dispose();
        held = (plan.Folder.Root, stage, model);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        held?.Model.Dispose();
        held = null;
    }

    private (StageId Stage, LoadedModel Model) Nearest(ExperimentPlan plan, StageId stage)
    {
        if (held is { } here && here.Run == plan.Folder.Root && here.Stage.CompareTo(stage) <= 0)
        {
            held = null;
            return (here.Stage, here.Model);
        }

        Dispose();
        return (StageId.Base, MultimodalModels.Load(plan.Spec.Model));
    }
}
