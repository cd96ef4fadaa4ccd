namespace LmmCl.Evaluation.Scorers;

/// <summary>One item's value of one metric, on its way into an aggregate.</summary>
/// <param name="Value">The score; null where the item does not count.</param>
/// <param name="Group">What the item is grouped by (<see cref="IScorer.GroupOf"/>).</param>
public readonly record struct MetricValue(double? Value, string Group = "");
