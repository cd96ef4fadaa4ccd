using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Hardware;
using LmmCl.Plugins;
using LmmCl.Plugins.Faults;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Training;
using LmmCl.Training.Examples;
using LmmCl.Training.State;
using LmmCl.Training.Validation;
using LmmCl.Training.Verification;

namespace LmmCl.Runs.Stages;

/// <summary>Trains one stage: parent's weights, method, trainer, delta checkpoint.</summary>
internal sealed class StageTraining(ModelShelf shelf, PluginMethods methods, IWorkProgress progress)
{
    /// <summary>Trains, resuming from the state of an interrupted attempt if there is one, and writes the checkpoint.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="journal">The journal to record in.</param>
    /// <param name="refuseOtherInputs">Throws if the inputs are not those that the experiment began with.</param>
    /// <param name="ct">Stops the training, with its state saved.</param>
    /// <exception cref="InputException">Inputs, the saved state or the parent's checkpoint were altered.</exception>
    public async Task RunAsync(
        ExperimentPlan plan, StageId stage, ExperimentJournal journal, Action refuseOtherInputs, CancellationToken ct)
    {
        var parent = new StageId(stage.Number - 1);
        var model = shelf.Take(plan, parent, journal.Progress);
        try
        {
            var parentState = ModelHash.Of(model.Model);
            await TrainAndWriteAsync(plan, stage, model, parentState, journal, refuseOtherInputs, ct);
            DeleteFolder(plan, plan.Folder.Work(stage));
        }
        catch
        {
            model.Dispose();
            throw;
        }

        shelf.Put(plan, stage, model);
    }

    private async Task TrainAndWriteAsync(
        ExperimentPlan plan,
        StageId stage,
        LoadedModel model,
        string parentState,
        ExperimentJournal journal,
        Action refuseOtherInputs,
        CancellationToken ct)
    {
        RefuseAlteredParent(plan, stage, journal);
        // A checkpoint that no event names is of unknown origin; it is made again from the state saved after the last step.
        DeleteFolder(plan, plan.Folder.Checkpoint(stage));
        var state = DurableFolder.Create(plan.Folder.MethodState(stage));
        var outcome = await TrainAsync(plan, stage, model, journal, ct);
        await journal.RecordAsync(
            new StageTrained(stage, outcome.Steps, outcome.LabelTokens, outcome.FinalLoss, outcome.Elapsed)
            {
                KeptStep = outcome.KeptStep,
                StoppedEarly = outcome.StoppedEarly,
            },
            Verified(stage, outcome.Verification));
        RefuseViolations(plan, stage, outcome.Verification);
        RefuseUndeclaredState(plan, state);
        refuseOtherInputs();
        StageSpans.Within(StageSpans.Checkpoint, () => WriteCheckpoint(plan, stage, model, outcome, parentState));
        await journal.RecordAsync(StageCheckpoint.Describe(plan, stage));
        progress.End(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Spec.Experiment}: stage {stage} ({plan.Skills[stage.Number - 1].Id}): "
            + $"{outcome.Steps} steps in {outcome.Elapsed.TotalSeconds:0.0} s, loss {outcome.FinalLoss:0.000}")
            + (outcome.StoppedEarly is { } reason ? $"; stopped early: {reason}" : "")
            + (outcome.KeptStep is { } kept ? $"; the weights of step {kept} are kept" : ""));
    }

    /// <summary>Refuses an altered parent checkpoint: the method reads the files in it even if the weights are still in memory.</summary>
    private static void RefuseAlteredParent(ExperimentPlan plan, StageId stage, ExperimentJournal journal)
    {
        if (journal.Progress[new StageId(stage.Number - 1)].Checkpoint is { } parent)
        {
            var keepsFiles = Directory.Exists(plan.Folder.MethodState(new StageId(stage.Number - 1)));
            StageCheckpoint.FolderOf(plan.Folder, parent, checkContents: keepsFiles);
        }
    }

    private async Task<TrainingOutcome> TrainAsync(
        ExperimentPlan plan, StageId stage, LoadedModel model, ExperimentJournal journal, CancellationToken ct)
    {
        var skill = plan.Skills[stage.Number - 1];
        var parent = new StageId(stage.Number - 1);
        var inputs = shelf.InputsOf(model);
        var examples = await ExamplesAsync(plan, stage, inputs, model.Folder.Positions, journal);
        var capabilities = plan.Plugin.Manifest!.Capabilities;
        using var teacher = capabilities.HasFlag(MethodCapabilities.NeedsTeacher) ? shelf.Copy(plan, parent, journal.Progress) : null;
        var context = new StageContext
        {
            Number = stage.Number,
            Skill = skill.Id,
            Model = model.Model,
            Teacher = teacher?.Loaded.Model,
            Seed = StageSeed.Of(plan.Spec.Seed, stage.Number),
            BoundSettings = plan.Settings,
            WorkFolder = DurableFolder.Create(plan.Folder.Work(stage)),
            StateFolder = plan.Folder.MethodState(stage),
            PreviousStateFolder = stage.Number > 1 ? plan.Folder.MethodState(parent) : null,
            Files = new SafetensorsFiles(),
            Measured = (name, values) => Record(journal, new MethodMeasured(stage, plan.Spec.Method, name, values)),
        };
        var options = plan.Spec.AsPublished
            ? plan.Spec.Training with { LossWeighting = LossWeighting.MicroBatchMeans }
            : plan.Spec.Training;
        var listener = new StageListener(plan, stage, context, journal, progress);
        var method = methods.Create(plan.Spec.Method);
        var trainer = new StageTrainer(method, context, new EncodedExamples(inputs, examples), options)
        {
            Recorded = RecordedStates(stage, journal),
            Validation = Validation(plan, skill, model, inputs),
            WarmupLeavesAStep = plan.Spec.Rules > ExperimentRules.First,
            Prepared = () => SharedTeacher.Share(context),
        };
        try
        {
            return await trainer.RunAsync(Path.Combine(plan.Folder.Work(stage), "state"), listener, ct);
        }
        finally
        {
            try
            {
                listener.Flush();
            }
            finally
            {
                model.Model.Modules.Unwrap();
                (method as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>The stage's training examples; records how many were cut, dropped or skipped.</summary>
    private static async Task<IReadOnlyList<EncodedExample>> ExamplesAsync(
        ExperimentPlan plan, StageId stage, ModelInputs inputs, int? positions, ExperimentJournal journal)
    {
        var skill = plan.Skills[stage.Number - 1];
        var limited = TrainingData.Examples(plan.Spec, inputs, skill, plan.Skipped, positions);
        var skipped = plan.Skipped.CountIn(DataFiles.Of(skill.Train));
        var limit = plan.Spec.Training.Overlong == OverlongRecords.Refuse ? null : TrainingData.Limit(plan.Spec.Training, positions);
        var reduced = new TrainingDataReduced(
            stage, limited.Examples.Count + limited.Dropped, limited.Cut, limited.Dropped, skipped, limit?.Tokens);
        if (reduced is not { Cut: 0, Dropped: 0, Skipped: 0 } && !journal.History.Contains(reduced))
        {
            await journal.RecordAsync(reduced);
        }

        return limited.Examples;
    }

    /// <summary>The records that the stage is measured on; null if the experiment does not validate.</summary>
    private static ValidationSet? Validation(ExperimentPlan plan, SkillSpec skill, LoadedModel model, ModelInputs inputs)
    {
        if (plan.Spec.Training.Validation is not { } options)
        {
            return null;
        }

        var records = TrainingData.Validation(plan.Spec, skill, plan.Skipped);
        var examples = TrainingData.Examples(plan.Spec, inputs, skill, records, model.Folder.Positions).Examples;
        return new ValidationSet(
            new EncodedExamples(inputs, examples),
            options.MeasuresScore ? new ValidationQuestions(plan, skill, records, new ModelAnswerer(model.Model, inputs)).Score : null);
    }

    private static RecordedStates RecordedStates(StageId stage, ExperimentJournal journal) => new(journal.History
        .OfType<StateSaved>()
        .Where(saved => saved.Stage == stage)
        .GroupBy(saved => Path.GetFileName(saved.Path))
        .ToDictionary(saved => saved.Key, saved => saved.Last().Manifest));

    // A method reports its measurements in a synchronous call, which cannot be awaited.
    private static void Record(ExperimentJournal journal, MethodMeasured measured) =>
        journal.RecordAsync(measured).GetAwaiter().GetResult();

    private static ParametersVerified Verified(StageId stage, ParameterVerification found) => new(
        stage, found.FrozenTensors, found.FrozenBefore, found.FrozenAfter, found.TrainedTensors, found.ChangedTensors, found.Violations);

    private static void RefuseViolations(ExperimentPlan plan, StageId stage, ParameterVerification found)
    {
        if (found.Violations.Count > 0)
        {
            var violations = string.Join(", ", found.Violations.Take(5));
            throw new BrokenDeclarationException(
                $"Stage {stage}: {plan.Spec.Method} did not keep to what it said would train: {violations}.");
        }
    }

    /// <summary>Refuses files that no declared capability covers: they would be kept with the checkpoint and never be read.</summary>
    private static void RefuseUndeclaredState(ExperimentPlan plan, string folder)
    {
        const MethodCapabilities keepingState = MethodCapabilities.KeepsStateBetweenStages | MethodCapabilities.ChangesInference;
        if (Directory.GetFileSystemEntries(folder).Length == 0)
        {
            Directory.Delete(folder);
        }
        else if ((plan.Plugin.Manifest!.Capabilities & keepingState) == 0)
        {
            throw new BrokenDeclarationException(
                $"{plan.Spec.Method} wrote into its state folder but declares neither "
                + $"{MethodCapabilities.KeepsStateBetweenStages} nor {MethodCapabilities.ChangesInference}.");
        }
    }

    private static void WriteCheckpoint(ExperimentPlan plan, StageId stage, LoadedModel model, TrainingOutcome outcome, string parent)
    {
        var changed = outcome.Trained
            .Where(parameter => parameter.Role != ParameterRole.Added)
            .Concat(outcome.Merged)
            .Select(parameter => parameter.Name)
            .Distinct();
        DeltaCheckpoint.Save(model.Model, [.. changed], parent, plan.Folder.Checkpoint(stage));
    }

    private static void DeleteFolder(ExperimentPlan plan, string folder)
    {
        plan.Folder.RefuseLinksOn(folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
