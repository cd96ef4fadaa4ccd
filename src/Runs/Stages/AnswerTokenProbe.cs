using System.Text.Json;
using LmmCl.Data.Batches;
using LmmCl.Data.Specs;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Probes;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Stages;

/// <summary>
/// Measures the bias towards the answer tokens of every skill (<see cref="AnswerTokens"/>), whether it was taught already or not, while the
/// model answers prompts unrelated to all of them.
/// </summary>
internal sealed class AnswerTokenProbe(ModelShelf shelf, IWorkProgress progress) : IStageProbe
{
    // Answers repeat, and a vocabulary of them is complete long before this many.
    private const int MostAnswers = 2_000;

    /// <inheritdoc/>
    public async Task RunAsync(ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        if (plan.Spec.Evaluation.AnswerTokenSamples == 0 || journal.Progress[stage].HasProbe(AnswerTokens.Id))
        {
            return;
        }

        var model = shelf.At(plan, stage, journal.Progress).Loaded;
        var inputs = shelf.InputsOf(model);
        var skills = plan.Skills.DistinctBy(skill => skill.Id).ToDictionary(skill => skill.Id, skill => TokensOf(plan, skill, inputs));
        var questions = ProbeQuestions.Of(plan, plan.Spec.Evaluation.AnswerTokenSamples);
        var shares = Measure(plan, model, inputs, questions, skills, ct);
        var values = shares.Where(skill => skill.Value.Any(share => share is not null)).ToDictionary(
            skill => $"{skill.Key}_share", skill => skill.Value.OfType<double>().Average());
        await journal.RecordProbeAsync(
            plan,
            stage,
            (AnswerTokens.Id, AnswerTokens.Version),
            values,
            questions.Count,
            JsonSerializer.SerializeToUtf8Bytes(shares));
    }

    private static IReadOnlyList<int> TokensOf(ExperimentPlan plan, SkillSpec skill, ModelInputs inputs) =>
        AnswerTokens.Of(inputs.Tokenizer, TrainingData.Records(plan, skill).Take(MostAnswers).Select(record => record.Answer));

    /// <summary>The mean share of probability of each skill's tokens in each reply.</summary>
    private Dictionary<string, List<double?>> Measure(
        ExperimentPlan plan,
        LoadedModel model,
        ModelInputs inputs,
        IReadOnlyList<Question> questions,
        Dictionary<string, IReadOnlyList<int>> skills,
        CancellationToken ct)
    {
        var shares = skills.Keys.ToDictionary(skill => skill, _ => new List<double?>());
        progress.Begin($"{plan.Spec.Experiment}: probing the bias towards answers", questions.Count);
        foreach (var batch in questions.Chunk(plan.Spec.Evaluation.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            var recorders = skills.Where(skill => skill.Value.Count > 0).ToDictionary(
                skill => skill.Key, skill => new CountingBiasRecorder(skill.Value, batch.Length, plan.Placement.Device));
            try
            {
                new ModelAnswerer(
                    model.Model,
                    inputs,
                    (step, rows, logits) =>
                    {
                        foreach (var recorder in recorders.Values)
                        {
                            recorder.Observe(step, rows, logits);
                        }
                    }).Answer(batch, new ReplyLimits(ProbeQuestions.LongestCaption));
                foreach (var (skill, recorder) in recorders)
                {
                    shares[skill].AddRange(recorder.Samples.Select(sample => sample["avg_total_number_prob"]));
                }
            }
            finally
            {
                recorders.Values.ToList().ForEach(recorder => recorder.Dispose());
            }

            progress.Report(shares.Values.Max(list => list.Count));
        }

        return shares;
    }
}
