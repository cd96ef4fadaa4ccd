using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// textvqa_val: text in images, with ten annotators. The published score is the benchmark's official one, so both modes are equal.
/// </summary>
internal sealed class TextVqaScorer() : Scorer("textvqa_val", 1, ["exact_match"], 64, ["question", "answers"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) =>
        PythonStrings.Capitalize(item.Text("question")) + PromptFrame.WordOrPhrase;

    /// <summary>As published, the target is a literal word: the framework reads a field that the dataset does not have.</summary>
    public override IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode) =>
        mode == ScoringMode.Default ? item.Texts("answers") : ["answer"];

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var normalised = VqaAnswer.Normalise(reply);
        return SampleScore.Of(MainMetric, VqaAnswer.Agreement(normalised, item.Texts("answers")), normalised);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var score = Default(item, PythonStrings.Strip(reply));
        return item.Texts("answers").Length > 0
            ? score
            : score with { Values = new Dictionary<string, double?> { [MainMetric] = null }, PublishedError = "StatisticsError" };
    }
}
