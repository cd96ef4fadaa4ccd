using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Host.Experiments;
using LmmCl.Host.Plugins;
using LmmCl.Host.Progress;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training;
using LmmCl.Training.Examples;
using LmmCl.Training.Verification;

namespace LmmCl.Host.Executors;

/// <summary>Trains one stage: parent's weights, method, trainer, delta checkpoint.</summary>
internal sealed class StageTraining(ModelShelf shelf, PluginMethods methods, ProgressLine progress)
{
    /// <summary>Trains, from the state of an interrupted attempt where there is one, and writes the checkpoint.</summary>
    public async Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        var model = shelf.Take(plan, new StageId(stage.Number - 1), journal.Progress);
        try
        {
            var parent = ModelHash.Of(model.Model);
            var outcome = await TrainAsync(plan, stage, model, journal, ct);
            await journal.RecordAsync(new StageTrained(stage, outcome.Steps, outcome.LabelTokens, outcome.FinalLoss, outcome.Elapsed), Verified(stage, outcome.Verification));
            RefuseViolations(plan, stage, outcome.Verification);
            await journal.RecordAsync(WriteCheckpoint(plan, stage, model, outcome, parent));
            DeleteWork(plan.Folder.Work(stage));
            shelf.Put(plan, stage, model);
            progress.End(string.Create(CultureInfo.InvariantCulture,
                $"{plan.Spec.Experiment}: stage {stage} ({plan.Skills[stage.Number - 1].Id}): {outcome.Steps} steps in {outcome.Elapsed.TotalSeconds:0.0} s, loss {outcome.FinalLoss:0.000}"));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private async Task<TrainingOutcome> TrainAsync(ExperimentPlan plan, StageId stage, LoadedModel model, ExperimentJournal journal, CancellationToken ct)
    {
        var skill = plan.Skills[stage.Number - 1];
        var inputs = shelf.InputsOf(model);
        var records = TrainingData.Records(plan, skill);
        var examples = inputs.Examples(records, new PictureFolder(skill.Pictures), plan.Spec.AsPublished ? LabelMode.AsPublished : LabelMode.Answers);
        var context = new StageContext
        {
            Number = stage.Number,
            Skill = skill.Id,
            Model = model.Model,
            Seed = plan.Spec.Seed,
            BoundSettings = plan.Settings,
            WorkFolder = plan.Folder.Work(stage),
            StateFolder = plan.Folder.MethodState(stage),
            PreviousStateFolder = stage.Number > 1 ? plan.Folder.MethodState(new StageId(stage.Number - 1)) : null,
        };
        var options = plan.Spec.AsPublished ? plan.Spec.Training with { LossWeighting = LossWeighting.MicroBatchMeans } : plan.Spec.Training;
        var listener = new StageListener(plan, stage, context, journal, progress);
        var trainer = new StageTrainer(methods.Create(plan.Spec.Method), context, new EncodedExamples(inputs, examples), options);
        try
        {
            return await trainer.RunAsync(Path.Combine(plan.Folder.Work(stage), "state"), listener, ct);
        }
        finally
        {
            listener.Flush();
        }
    }

    private static ParametersVerified Verified(StageId stage, ParameterVerification found) => new(
        stage, found.FrozenTensors, found.FrozenBefore, found.FrozenAfter, found.TrainedTensors, found.ChangedTensors, found.Violations);

    private static void RefuseViolations(ExperimentPlan plan, StageId stage, ParameterVerification found)
    {
        if (found.Violations.Count > 0)
        {
            throw new InvalidOperationException(
                $"Stage {stage}: {plan.Spec.Method} did not keep to what it said would train: {string.Join(", ", found.Violations.Take(5))}.");
        }
    }

    private static CheckpointWritten WriteCheckpoint(ExperimentPlan plan, StageId stage, LoadedModel model, TrainingOutcome outcome, string parent)
    {
        var folder = plan.Folder.Checkpoint(stage);
        DeltaCheckpoint.Save(model.Model, outcome.Trained.Select(parameter => parameter.Name), parent, folder);
        var bytes = Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length);
        return new CheckpointWritten(stage, plan.Folder.Relative(folder), new ContentHash(CheckpointManifest.HashOfFolder(folder)), outcome.Trained.Count, bytes);
    }

    private static void DeleteWork(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
