namespace LmmCl.Evaluation.Scorers;

/// <summary>An item's value of a metric, as input to an aggregate.</summary>
/// <param name="Value">The score; null if the item does not contribute.</param>
/// <param name="Group">Group of the item (<see cref="IScorer.GroupOf"/>).</param>
public readonly record struct MetricValue(double? Value, string Group = "");
