using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>
/// vqa: TextVQA's normalised texts. Up to ten annotators are scored as in TextVQA (min(1, others / 3)); a single answer, without other
/// annotators, must be equal.
/// </summary>
internal sealed class VqaScorer() : Scorer("vqa", 1, ["accuracy"], 32, ["answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question").Replace("<image>", ""));

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var normalised = VqaAnswer.Normalise(reply);
        var answers = item.Texts("answer");
        return answers is [var only]
            ? SampleScore.Of(MainMetric, VqaAnswer.Normalise(only) == normalised, normalised)
            : SampleScore.Of(MainMetric, VqaAnswer.Agreement(normalised, answers), normalised);
    }
}
