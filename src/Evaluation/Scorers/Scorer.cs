using System.Text.Json;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers;

/// <summary>
/// Base class of most scorers: the reply is stripped, the published score defaults to the default score, and values are averaged.
/// </summary>
internal abstract class Scorer(
    string id, int version, IReadOnlyList<string> metrics, int maxNewTokens, IReadOnlyList<string> requiredFields) : IScorer
{
    public string Id => id;

    public int Version => version;

    public IReadOnlyList<string> Metrics => metrics;

    public virtual string MainMetric => metrics[0];

    public IReadOnlyList<string> RequiredFields => requiredFields;

    public int MaxNewTokens => maxNewTokens;

    public abstract string Prompt(JsonElement item, ScoringMode mode);

    public virtual IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode) => item.Texts("answer");

    public virtual string GroupOf(JsonElement item) => "";

    public SampleScore Score(JsonElement item, string reply, ScoringMode mode) =>
        mode == ScoringMode.Default ? Default(item, PythonStrings.Strip(reply)) : AsPublished(item, reply);

    public virtual AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode)
    {
        var mean = Aggregates.Mean(values);
        return mode == ScoringMode.AsPublished && mean.Count == 0 ? mean with { PublishedError = "ZeroDivisionError" } : mean;
    }

    /// <summary>Scores a stripped reply as the benchmark intends.</summary>
    protected abstract SampleScore Default(JsonElement item, string reply);

    /// <summary>Scores the reply as generated like the reference, whose filters run before it strips.</summary>
    protected virtual SampleScore AsPublished(JsonElement item, string reply) => Default(item, PythonStrings.Strip(reply));
}
