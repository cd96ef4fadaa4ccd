using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>One metric of a benchmark in both modes, from the same answers.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Default">As meant.</param>
/// <param name="AsPublished">As the reference returns it.</param>
public sealed record MetricScore(string Metric, AggregateScore Default, AggregateScore AsPublished);
