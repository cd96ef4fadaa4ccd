using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// pathvqa: questions about pathology images. Exact match was chosen as the main metric: the study does not state which of the six it
/// averages.
/// </summary>
internal sealed class PathVqaScorer() : Scorer("pathvqa", 1, PathVqaMetrics.All, 64, ["question", "answer"])
{
    private static readonly PromptFrame Frame = new(
        "Look at the medical image and answer the following question: ",
        "\nFor questions that can be answered with a yes or no, just answer yes or no. "
            + "Otherwise, provide an answer in the medical domain.");

    public override string Prompt(JsonElement item, ScoringMode mode) => Frame.Around(item.Text("question"));

    public override AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode)
    {
        var mean = base.Aggregate(metric, values, mode);
        return metric == PathVqaMetrics.Binary && mode == ScoringMode.AsPublished
            ? mean with { StandardError = null, PublishedError = null }
            : mean;
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var gold = AnswerTokens.Of(item.Text("answer"));
        var predicted = AnswerTokens.Of(reply);
        var binary = AnswerTokens.YesOrNo(item.Text("answer")) is { } word
            ? (AnswerTokens.FirstWord(reply) == word ? 1.0 : 0.0)
            : (double?)null;
        return PathVqaMetrics.Scores(
            predicted.SequenceEqual(gold) ? 1 : 0,
            AnswerTokens.F1(predicted, gold),
            order => AnswerTokens.Bleu(predicted, gold, order),
            binary,
            string.Join(' ', predicted));
    }

    protected override SampleScore AsPublished(JsonElement item, string reply) =>
        PathVqaPublished.Score(item.Text("question"), item.Text("answer"), PythonStrings.Strip(reply));
}
