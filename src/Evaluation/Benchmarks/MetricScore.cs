using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>One metric of a benchmark in both modes, from the same answers.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Default">Score as the benchmark intends.</param>
/// <param name="AsPublished">Score as the reference computes it.</param>
public sealed record MetricScore(string Metric, AggregateScore Default, AggregateScore AsPublished);
