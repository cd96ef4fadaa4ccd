using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Evaluation.Probes;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Measures how far a stage's model has moved from the base model (<see cref="ShiftMeasure"/>): on the answers of held-out records, and on
/// those of the stage's own skill, which forgetting follows according to Shenfeld et al. (RL's Razor, 2025). The base model is loaded
/// beside the stage's and freed afterwards.
/// </summary>
internal sealed class OutputShiftProbe(ModelShelf shelf, IWorkProgress progress) : IStageProbe
{
    private const string HeldOut = "heldout";
    private const string Task = "task";

    /// <inheritdoc/>
    public async Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        var count = plan.Spec.Evaluation.OutputShiftSamples;
        if (stage == StageId.Base || count == 0 || journal.Progress[stage].HasProbe(ShiftMeasure.Id))
        {
            return;
        }

        var tuned = shelf.At(plan, stage, journal.Progress).Loaded;
        using var original = shelf.Copy(plan, StageId.Base, journal.Progress);
        var inputs = shelf.InputsOf(tuned);
        var examples = ProbeRecords.Of(plan, count).SelectMany(part => inputs.Examples(part.Records, part.Pictures, plan.Spec.Labels))
            .Select(example => (Part: HeldOut, Example: example))
            .Concat(OfTask(plan, stage, inputs, count).Select(example => (Part: Task, Example: example)))
            .ToList();
        var measures = new Dictionary<string, ShiftMeasure> { [HeldOut] = new(), [Task] = new() };
        progress.Begin($"{plan.Spec.Experiment}: comparing outputs with the base model", examples.Count);
        foreach (var (index, (part, example)) in examples.Index())
        {
            ct.ThrowIfCancellationRequested();
            Add(measures[part], original.Loaded.Model, tuned.Model, inputs, example, plan);
            progress.Report(index + 1);
        }

        var values = measures.SelectMany(measure => measure.Value.Figures(measure.Key)).ToDictionary();
        await journal.RecordAsync(new ProbeMeasured(stage, ShiftMeasure.Id, ShiftMeasure.Version, values, examples.Count));
    }

    /// <summary>The first test records of the stage's skill that have answers, or of its training records if none has.</summary>
    private static IReadOnlyList<EncodedExample> OfTask(ExperimentPlan plan, StageId stage, ModelInputs inputs, int count)
    {
        var skill = plan.Skills[stage.Number - 1];
        var tests = ProbeRecords.OfTests(skill, count);
        return tests.Count > 0
            ? inputs.Examples(tests, new PictureFolder(skill.Benchmark.Pictures), plan.Spec.Labels)
            : inputs.Examples(TrainingData.Records(plan, skill).Take(count), new PictureFolder(skill.Pictures), plan.Spec.Labels);
    }

    private static void Add(
        ShiftMeasure measure,
        IMultimodalModel original,
        IMultimodalModel tuned,
        ModelInputs inputs,
        EncodedExample example,
        ExperimentPlan plan)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var batch = inputs.Collator.ForTraining([example]).MoveTo(plan.Placement.Device);
        using var answers = AnswerPositions.Of(batch);
        measure.Add(
            original.Head(original.Hidden(batch, answers.RowsOnHost)), tuned.Head(tuned.Hidden(batch, answers.RowsOnHost)));
    }
}
