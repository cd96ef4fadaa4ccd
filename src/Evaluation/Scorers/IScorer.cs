using System.Text.Json;

namespace LmmCl.Evaluation.Scorers;

/// <summary>
/// What a benchmark asks, what it makes of a reply, and how single scores become a number. Never throws on a reply or an item, however odd.
/// </summary>
public interface IScorer
{
    /// <summary>Name in benchmark files and events, such as <c>ai2d</c> or <c>option-letter</c>.</summary>
    string Id { get; }

    /// <summary>Raised whenever a stored reply could get another default score than before.</summary>
    int Version { get; }

    /// <summary>Every metric, the main one included.</summary>
    IReadOnlyList<string> Metrics { get; }

    /// <summary>The metric that stands for the benchmark in averages and matrices.</summary>
    string MainMetric { get; }

    /// <summary>Fields that an item must have; an item without one of them scores 0 rather than being refused here.</summary>
    IReadOnlyList<string> RequiredFields { get; }

    /// <summary>Tokens that the published settings let a model generate.</summary>
    int MaxNewTokens { get; }

    /// <summary>
    /// The text after the picture: the question with the benchmark's own instruction. The published text is the same for both LLaVA
    /// wrappers.
    /// </summary>
    string Prompt(JsonElement item, ScoringMode mode);

    /// <summary>The accepted answers, as they would be shown to a reader.</summary>
    IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode);

    /// <summary>What items are grouped by when this benchmark aggregates, such as a category; empty where it does not group.</summary>
    string GroupOf(JsonElement item);

    /// <summary>Scores one reply.</summary>
    SampleScore Score(JsonElement item, string reply, ScoringMode mode);

    /// <summary>One number out of the values of <paramref name="metric"/> over all items.</summary>
    AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode);
}
