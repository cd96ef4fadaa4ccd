using System.Globalization;
using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>countbench: counting objects; the gold answer is a number.</summary>
internal sealed class CountBenchScorer() : Scorer("countbench", 1, ["countbench_accuracy"], 16, ["question", "number"])
{
    private static readonly PromptFrame Frame = new("", "\nAnswer the question with number only.");

    public override string Prompt(JsonElement item, ScoringMode mode)
    {
        var question = item.Text("question").Replace("\n<image>", "");
        return mode == ScoringMode.Default ? Frame.Around(question) : Frame.AsPublished(question);
    }

    public override IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode) => item.Texts("number");

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var number = FirstNumber.Of(reply);
        return SampleScore.Of(MainMetric, number is not null && number == FirstNumber.Of(item.Text("number")), number);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var number = PublishedNumberWords.DigitsElseWord(PythonStrings.Strip(reply))?.ToString(CultureInfo.InvariantCulture);
        return SampleScore.Of(MainMetric, number is not null && number == FirstNumber.Of(item.Text("number")), number);
    }
}
