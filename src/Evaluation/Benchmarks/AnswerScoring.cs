using LmmCl.Abstractions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Aggregates the scores of single answers to the score of their benchmark, as stored in events and reports.</summary>
internal static class AnswerScoring
{
    private const double Percent = 100;

    /// <summary>The scorer's main metric over all answers, in percent.</summary>
    /// <param name="header">Header of the file of answers.</param>
    /// <param name="scorer">Scorer of the answers.</param>
    /// <param name="answers">Answers, in the order of the file.</param>
    /// <param name="byDefault">Their scores by the default rules.</param>
    /// <param name="published">Their scores by the published rules.</param>
    /// <param name="hash">SHA-256 of the file of answers.</param>
    /// <param name="path">Path of that file.</param>
    /// <exception cref="InputException">No item counts for the main metric.</exception>
    public static ScoreRecord Of(
        AnswersHeader header,
        IScorer scorer,
        IReadOnlyList<AnsweredItem> answers,
        IReadOnlyList<SampleScore> byDefault,
        IReadOnlyList<SampleScore> published,
        ContentHash hash,
        string path)
    {
        var metric = scorer.MainMetric;
        var groups = answers.Select(answer => scorer.GroupOf(answer.Document)).ToArray();
        var main = scorer.Aggregate(metric, Values(byDefault, groups, metric), ScoringMode.Default);
        if (main.Count == 0)
        {
            throw new InputException(header.Benchmark, $"no item counts for '{metric}' of scorer '{scorer.Id}'.");
        }

        return new ScoreRecord(
            scorer.Id,
            scorer.Version,
            metric,
            main.Value!.Value * Percent,
            scorer.Aggregate(metric, Values(published, groups, metric), ScoringMode.AsPublished).Value * Percent,
            main.Count,
            (main.StandardError ?? LargestError(main.Count)) * Percent,
            hash,
            path)
        {
            CutReplies = answers.Count(answer => answer.IsCut) is > 0 and var cut ? cut : null,
        };
    }

    /// <summary>
    /// Returns the largest possible standard error of a score between 0 and 1, used where none can be estimated (one item, or one in a
    /// group).
    /// </summary>
    private static double LargestError(int count) => Math.Sqrt(0.25 / count);

    private static MetricValue[] Values(IReadOnlyList<SampleScore> scores, string[] groups, string metric) =>
        [.. scores.Select((score, index) => (score, index))
            .Where(sample => sample.score.Values.ContainsKey(metric))
            .Select(sample => new MetricValue(sample.score.Values[metric], groups[sample.index]))];
}
