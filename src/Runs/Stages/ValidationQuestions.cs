using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>
/// The questions of a skill's validation records: the first human turn as it is written, which holds the instruction already, scored
/// against the first answer by the skill's scorer.
/// </summary>
/// <param name="plan">The experiment.</param>
/// <param name="skill">The skill.</param>
/// <param name="records">Its validation records.</param>
/// <param name="answerer">Answers the questions.</param>
internal sealed class ValidationQuestions(
    ExperimentPlan plan, SkillSpec skill, IReadOnlyList<LlavaRecord> records, IAnswerer answerer)
{
    private const double Percent = 100;

    private readonly IScorer scorer = StageEvaluation.ScorerOf(plan, skill.Benchmark);
    private readonly IReadOnlyList<BenchmarkItem> items = Items(skill, records);

    /// <summary>The questions with their gold answers.</summary>
    public static IReadOnlyList<BenchmarkItem> Items(SkillSpec skill, IEnumerable<LlavaRecord> records)
    {
        var folder = new PictureFolder(skill.Pictures);
        return [.. records.Select(record => BenchmarkItems.Of(record, folder))];
    }

    /// <summary>Asks every question and returns the scorer's main metric in percent.</summary>
    /// <param name="ct">Stops between batches.</param>
    /// <exception cref="InputException">No record counts for the metric.</exception>
    public double Score(CancellationToken ct)
    {
        var limits = new ReplyLimits(skill.Benchmark.MaxNewTokens ?? scorer.MaxNewTokens, skill.Benchmark.EndTokens);
        var values = new List<MetricValue>();
        foreach (var batch in items.Chunk(plan.Spec.Evaluation.BatchSize))
        {
            ct.ThrowIfCancellationRequested();
            var replies = answerer.Answer([.. batch.Select(Ask)], limits);
            values.AddRange(batch.Zip(replies, Value).OfType<MetricValue>());
        }

        return scorer.Aggregate(scorer.MainMetric, values, ScoringMode.Default).Value * Percent
            ?? throw new InputException(
                $"skill '{skill.Id}': validation", $"no record counts for '{scorer.MainMetric}' of scorer '{scorer.Id}'.");
    }

    private Question Ask(BenchmarkItem item) =>
        new(item.Id, item.Question, item.Pictures) { System = plan.Spec.AsPublished ? null : item.System };

    private MetricValue? Value(BenchmarkItem item, Reply reply) =>
        scorer.Score(item.Document, reply.Text, ScoringMode.Default).Values.TryGetValue(scorer.MainMetric, out var value)
            ? new MetricValue(value, scorer.GroupOf(item.Document))
            : null;
}
