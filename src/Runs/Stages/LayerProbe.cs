using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Evaluation.Probes.LayerContributions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Evaluation.Scorers.Rules;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using static TorchSharp.torch;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Measures the layers in which a stage's model deviates from the base model (study D.3): both process the same captions or answers,
/// teacher-forced. The base model is loaded beside the stage's and freed afterwards.
/// </summary>
internal sealed class LayerProbe(ModelShelf shelf, IWorkProgress progress) : IStageProbe
{
    /// <inheritdoc/>
    public async Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        if (stage == StageId.Base || plan.Spec.Evaluation.LayerProbeSamples == 0 || journal.Progress[stage].HasProbe(LayerContribution.Id))
        {
            return;
        }

        var tuned = shelf.At(plan, stage, journal.Progress).Loaded;
        using var original = shelf.Copy(plan, StageId.Base, journal.Progress);
        using var probe = Measure(plan, shelf.InputsOf(tuned), original.Loaded.Model, tuned.Model, ct);
        await journal.RecordProbeAsync(
            plan, stage, (LayerContribution.Id, LayerContribution.Version), probe.Figures(), probe.Samples, Details(probe));
    }

    private LayerContribution Measure(
        ExperimentPlan plan, ModelInputs inputs, IMultimodalModel original, IMultimodalModel tuned, CancellationToken ct)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var mode = plan.Spec.Mode;
        var examples = ProbeRecords.Of(plan, plan.Spec.Evaluation.LayerProbeSamples)
            .SelectMany(part => inputs.Examples(part.Records, part.Pictures, plan.Spec.Labels))
            .ToList();
        var probe = new LayerContribution(Head(original), Head(tuned), mode);
        progress.Begin($"{plan.Spec.Experiment}: comparing layers with the base model", examples.Count);
        foreach (var (index, example) in examples.Index())
        {
            ct.ThrowIfCancellationRequested();
            using var sample = NewDisposeScope();
            using var batch = inputs.Collator.ForTraining([example]).MoveTo(plan.Placement.Device);
            var rows = mode == ScoringMode.AsPublished ? UnexpandedPositions(example) : AnswerTokens(batch);
            rows = rows.to(plan.Placement.Device);
            probe.Add(BlockOutputs.Of(original, batch, rows), BlockOutputs.Of(tuned, batch, rows));
            progress.Report(index + 1);
        }

        return probe;
    }

    private static Tensor AnswerTokens(MultimodalBatch batch) =>
        (batch.OnHost ?? batch).Labels!.flatten().ne(Numbers.Of(MultimodalBatch.IgnoredLabel)).nonzero().flatten();

    /// <summary>Positions of the labels before a picture's placeholder is expanded, which shifts them.</summary>
    private static Tensor UnexpandedPositions(EncodedExample example) =>
        tensor(example.Text.Labels.Index()
            .Where(label => label.Item != EncodedConversation.Ignored)
            .Select(label => (long)label.Index)
            .ToArray());

    /// <summary>W [V, D], including what a method has wrapped around the head.</summary>
    private static Tensor Head(IMultimodalModel model)
    {
        var like = model.Modules.First(module => module.Kind == ModuleKind.Mlp).Parameters[0].Value;
        return model.Head(eye(like.shape[1], dtype: like.dtype, device: like.device)).t();
    }

    /// <summary>The details in the format of the study's own analysis, with layers counted from 1.</summary>
    private static byte[] Details(LayerContribution probe) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        layers = Enumerable.Range(1, probe.AttentionMeans.Count),
        sa_mean = probe.AttentionMeans,
        mlp_mean = probe.MlpMeans,
        sample_count = Enumerable.Repeat(probe.Samples, probe.AttentionMeans.Count),
    });
}
