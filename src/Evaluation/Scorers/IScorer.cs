using System.Text.Json;

namespace LmmCl.Evaluation.Scorers;

/// <summary>
/// Defines the prompt of a benchmark, the interpretation of a reply, and the aggregation of scores. Never throws on a reply or an item,
/// however malformed.
/// </summary>
public interface IScorer
{
    /// <summary>Name in benchmark files and events, such as <c>ai2d</c> or <c>option-letter</c>.</summary>
    string Id { get; }

    /// <summary>Version, incremented whenever a stored reply could receive a different default score.</summary>
    int Version { get; }

    /// <summary>All metrics, including the main one.</summary>
    IReadOnlyList<string> Metrics { get; }

    /// <summary>Metric that represents the benchmark in averages and matrices.</summary>
    string MainMetric { get; }

    /// <summary>Fields that an item must have; an item lacking one scores 0 rather than being rejected here.</summary>
    IReadOnlyList<string> RequiredFields { get; }

    /// <summary>Maximum number of generated tokens in the published settings.</summary>
    int MaxNewTokens { get; }

    /// <summary>
    /// Returns the text after the image: the question with the benchmark's own instruction. The published text is the same for both LLaVA
    /// wrappers.
    /// </summary>
    string Prompt(JsonElement item, ScoringMode mode);

    /// <summary>Returns the accepted answers in readable form.</summary>
    IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode);

    /// <summary>Returns the group of an item for aggregation, such as a category; empty if the benchmark has no groups.</summary>
    string GroupOf(JsonElement item);

    /// <summary>Scores a reply.</summary>
    SampleScore Score(JsonElement item, string reply, ScoringMode mode);

    /// <summary>Aggregates the values of <paramref name="metric"/> over all items.</summary>
    AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode);
}
