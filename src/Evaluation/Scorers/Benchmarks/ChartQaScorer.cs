using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// chartqa: values and labels of charts, with five percent tolerance. Published: Python's float, no thousands separators, a gold answer of
/// zero compared as text.
/// </summary>
internal sealed class ChartQaScorer()
    : Scorer("chartqa", 1, ["relaxed_overall", "relaxed_human_split", "relaxed_augmented_split"], 16, ["question", "answer"])
{
    private static readonly PromptFrame Frame = new("", "\nAnswer the question with a single word.");

    public override string Prompt(JsonElement item, ScoringMode mode) => Frame.Around(item.Text("question"));

    protected override SampleScore Default(JsonElement item, string reply) =>
        Scored(item, reply, RelaxedNumber.Matches(reply, item.Text("answer")));

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var text = PythonStrings.Strip(reply);
        var gold = item.Text("answer");
        var relaxed = Published(text) is { } predicted && Published(gold) is { } target && target != 0
            ? Math.Abs(predicted - target) / Math.Abs(target) <= 0.05
            : PythonStrings.Lower(text) == PythonStrings.Lower(gold);
        return Scored(item, text, relaxed);
    }

    private static double? Published(string text) =>
        text.EndsWith('%') ? PythonNumbers.Float(text.TrimEnd('%')) / 100 : PythonNumbers.Float(text);

    private static SampleScore Scored(JsonElement item, string reading, bool right)
    {
        var values = new Dictionary<string, double?> { ["relaxed_overall"] = right ? 1 : 0 };
        values[item.Text("type") == "human_test" ? "relaxed_human_split" : "relaxed_augmented_split"] = right ? 1 : 0;
        return new(values, reading);
    }
}
