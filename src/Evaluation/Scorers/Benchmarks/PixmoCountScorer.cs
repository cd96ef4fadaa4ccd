using System.Globalization;
using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// pixmocount: counting objects; the gold answer is a sentence. Published: number words found inside other words, in a fixed order.
/// </summary>
internal sealed class PixmoCountScorer() : Scorer("pixmocount", 1, ["pixmocount_accuracy"], 16, ["question", "answer"])
{
    private static readonly PromptFrame Frame =
        new("", "\nAnswer with integer and nothing else. For example, if the answer is 1, you should output 1.");

    public override string Prompt(JsonElement item, ScoringMode mode)
    {
        var question = item.Text("question").Replace("\n<image>", "");
        return mode == ScoringMode.Default ? Frame.Around(question) : Frame.AsPublished(question);
    }

    public override IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode)
    {
        var sentence = item.Text("answer");
        var number = mode == ScoringMode.Default
            ? FirstNumber.Of(sentence)
            : PublishedNumberWords.AfterReplacing(sentence)?.ToString(CultureInfo.InvariantCulture);
        return [number ?? sentence];
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var number = FirstNumber.Of(reply);
        return SampleScore.Of(MainMetric, number is not null && number == FirstNumber.Of(item.Text("answer")), number);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var number = PublishedNumberWords.AfterReplacing(PythonStrings.Strip(reply));
        var right = number is not null && number == PublishedNumberWords.AfterReplacing(item.Text("answer"));
        return SampleScore.Of(MainMetric, right, number?.ToString(CultureInfo.InvariantCulture));
    }
}
