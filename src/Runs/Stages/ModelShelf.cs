using LmmCl.Data.Batches;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Caches the last used model in memory, so that a stage that follows its parent, or an evaluation that follows its training, loads
/// nothing. The model of a stage is the base model with the deltas of all stages up to it, and what the method attaches to it.
/// </summary>
internal sealed class ModelShelf(PluginMethods methods) : IDisposable
{
    private readonly Dictionary<string, ModelInputs> inputs = [];
    private RunInputs? expected;
    private bool upright;
    private (string Run, StageId Stage, StageModel Model)? held;

    /// <summary>Tokenizer, template and pictures of a model. They are the same for all its stages, and cache what they have read.</summary>
    public ModelInputs InputsOf(LoadedModel model)
    {
        if (!inputs.TryGetValue(model.Folder.Path, out var known))
        {
            inputs[model.Folder.Path] = known = FamilyInputs.For(model);
        }

        known.Collator.Pictures.TurnsUpright = upright;
        known.Collator.Pictures.Check = expected is { } listed ? listed.RefuseOther : null;
        return known;
    }

    /// <summary>From here on, only pictures of this list are read; what was read under another list is forgotten.</summary>
    /// <param name="listed">The list.</param>
    /// <param name="picturesAreUpright">True to turn pictures as their EXIF orientation says.</param>
    public void Expect(RunInputs listed, bool picturesAreUpright)
    {
        if (expected?.Key != listed.Key || upright != picturesAreUpright)
        {
            inputs.Clear();
        }

        (expected, upright) = (listed, picturesAreUpright);
    }

    /// <summary>The model after a stage; stays cached.</summary>
    public StageModel At(ExperimentPlan plan, StageId stage, ExperimentProgress progress)
    {
        if (held is { } here && here.Run == plan.Folder.Root && here.Stage == stage)
        {
            return here.Model;
        }

        Put(plan, stage, Take(plan, stage, progress));
        return held!.Value.Model;
    }

    /// <summary>
    /// The weights after a stage, without attachments, for modification: removed from the cache; the caller puts them back or disposes of
    /// them.
    /// </summary>
    public LoadedModel Take(ExperimentPlan plan, StageId stage, ExperimentProgress progress)
    {
        if (held is { } here && here.Run == plan.Folder.Root && here.Stage.CompareTo(stage) <= 0)
        {
            held = null;
            return WithDeltas(here.Model.Detach(), plan, here.Stage, stage, progress);
        }

        Dispose();
        return WithDeltas(MultimodalModels.Load(plan.Spec.Model, plan.Placement), plan, StageId.Base, stage, progress);
    }

    /// <summary>A separate model, beside the cached one; the caller disposes of it.</summary>
    public StageModel Copy(ExperimentPlan plan, StageId stage, ExperimentProgress progress, string? variant = null)
    {
        var loaded = WithDeltas(MultimodalModels.Load(plan.Spec.Model, plan.Placement), plan, StageId.Base, stage, progress);
        return StageModel.Of(loaded, plan, stage, methods, variant);
    }

    /// <summary>
    /// Caches the weights of a stage, replacing the previous model, and attaches what the method saved. Takes ownership of
    /// <paramref name="model"/>: if either step fails, it is freed.
    /// </summary>
    public void Put(ExperimentPlan plan, StageId stage, LoadedModel model)
    {
        try
        {
            Dispose();
        }
        catch
        {
            model.Dispose();
            throw;
        }

        held = (plan.Folder.Root, stage, StageModel.Of(model, plan, stage, methods));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var model = held?.Model;
        held = null;
        model?.Dispose();
    }

    private static LoadedModel WithDeltas(LoadedModel model, ExperimentPlan plan, StageId from, StageId to, ExperimentProgress progress)
    {
        try
        {
            for (var next = from.Number + 1; next <= to.Number; next++)
            {
                var written = progress[new StageId(next)].Checkpoint
                    ?? throw new InvalidOperationException($"Stage {next} of {plan.Spec.Experiment} has no checkpoint.");
                DeltaCheckpoint.Apply(model.Model, StageCheckpoint.FolderOf(plan.Folder, written, checkContents: false));
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
