using System.Text.Json;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Probes;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Measures counting bias (study D.1): the probability of number tokens while the model answers prompts unrelated to numbers.
/// </summary>
internal sealed class CountingProbe(ModelShelf shelf, IWorkProgress progress) : IStageProbe
{
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    /// <inheritdoc/>
    public async Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        if (plan.Spec.Evaluation.ProbeSamples == 0 || journal.Progress[stage].HasProbe(CountingBias.Id))
        {
            return;
        }

        var model = shelf.At(plan, stage, journal.Progress).Loaded;
        var samples = Measure(plan, model, ProbeQuestions.Of(plan, plan.Spec.Evaluation.ProbeSamples), ct);
        var values = CountingBias.Aggregate(samples)
            .Where(figure => figure.Value is not null)
            .ToDictionary(figure => figure.Key, figure => figure.Value!.Value);
        await journal.RecordProbeAsync(
            plan,
            stage,
            (CountingBias.Id, CountingBias.Version),
            values,
            samples.Count,
            JsonSerializer.SerializeToUtf8Bytes(samples.Select(CountingBias.Figures), indented));
    }

    private List<SampleBias> Measure(ExperimentPlan plan, LoadedModel model, IReadOnlyList<Question> questions, CancellationToken ct)
    {
        var inputs = shelf.InputsOf(model);
        var numbers = NumberTokens.Of(inputs.Tokenizer, plan.Spec.AsPublished ? ScoringMode.AsPublished : ScoringMode.Default);
        var samples = new List<SampleBias>();
        progress.Begin($"{plan.Spec.Experiment}: probing", questions.Count);
        foreach (var batch in questions.Chunk(plan.Spec.Evaluation.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            using var recorder = new CountingBiasRecorder(numbers, batch.Length, plan.Placement.Device);
            new ModelAnswerer(model.Model, inputs, recorder.Observe).Answer(batch, new ReplyLimits(ProbeQuestions.LongestCaption));
            samples.AddRange(recorder.Samples);
            progress.Report(samples.Count);
        }

        return samples;
    }
}
