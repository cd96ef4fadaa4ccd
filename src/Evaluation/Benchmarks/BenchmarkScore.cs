using LmmCl.Abstractions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>A benchmark's score after a stage, in percent.</summary>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Scorer">Id of the scorer.</param>
/// <param name="ScorerVersion">Version of the scorer.</param>
/// <param name="Metric">The main metric.</param>
/// <param name="Value">Default score in percent.</param>
/// <param name="AsPublished">Published score of the same answers in percent; null if the reference raises or defines none.</param>
/// <param name="Samples">Number of items included in the main metric.</param>
/// <param name="StandardError">Standard error of <paramref name="Value"/>, in percentage points.</param>
/// <param name="Answers">Hash of the per-sample file.</param>
/// <param name="AnswersPath">Path of the per-sample file.</param>
/// <param name="Metrics">All metrics to which some item contributes.</param>
public sealed record BenchmarkScore(
    string Benchmark,
    string Scorer,
    int ScorerVersion,
    string Metric,
    double Value,
    double? AsPublished,
    int Samples,
    double StandardError,
    ContentHash Answers,
    string AnswersPath,
    IReadOnlyList<MetricScore> Metrics)
{
    private const double Percent = 100;

    /// <summary>Creates the record of this score for events.</summary>
    /// <param name="answersPath">Path of the per-sample file, relative to the run folder.</param>
    public ScoreRecord ToRecord(string answersPath) =>
        new(Scorer, ScorerVersion, Metric, Value, AsPublished, Samples, StandardError, Answers, answersPath);

    internal static BenchmarkScore Of(
        AnswersHeader header,
        IScorer scorer,
        IReadOnlyList<AnsweredItem> answers,
        IReadOnlyList<SampleScore> byDefault,
        IReadOnlyList<SampleScore> published,
        ContentHash hash,
        string path)
    {
        var groups = answers.Select(answer => scorer.GroupOf(answer.Document)).ToArray();
        var names = scorer.Metrics.Concat(byDefault.SelectMany(score => score.Values.Keys)).Distinct();
        var metrics = names
            .Select(metric => new MetricScore(
                metric,
                scorer.Aggregate(metric, Values(byDefault, groups, metric), ScoringMode.Default),
                scorer.Aggregate(metric, Values(published, groups, metric), ScoringMode.AsPublished)))
            .Where(metric => metric.Default.Count > 0)
            .ToList();
        var main = metrics.FirstOrDefault(metric => metric.Metric == scorer.MainMetric)
            ?? throw new InputException(header.Benchmark, $"no item counts for '{scorer.MainMetric}' of scorer '{scorer.Id}'.");
        return new(
            header.Benchmark,
            scorer.Id,
            scorer.Version,
            main.Metric,
            main.Default.Value!.Value * Percent,
            main.AsPublished.Value * Percent,
            main.Default.Count,
            (main.Default.StandardError ?? LargestError(main.Default.Count)) * Percent,
            hash,
            path,
            metrics);
    }

    /// <summary>
    /// Returns the largest standard error that a score between 0 and 1 can have, for cases without an estimate (one item, or one in a
    /// group).
    /// </summary>
    private static double LargestError(int count) => Math.Sqrt(0.25 / count);

    private static MetricValue[] Values(IReadOnlyList<SampleScore> scores, string[] groups, string metric) =>
        [.. scores.Select((score, index) => (score, index))
            .Where(sample => sample.score.Values.ContainsKey(metric))
            .Select(sample => new MetricValue(sample.score.Values[metric], groups[sample.index]))];
}
