using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>
/// vqa: TextVQA's normalised texts. Ten annotators are scored as in TextVQA (min(1, others / 3)); fewer answers are a list of accepted
/// ones, of which one must be equal. Version 1 scored two to nine as annotators.
/// </summary>
internal sealed class VqaScorer(int version = 2) : Scorer("vqa", version, ["accuracy"], 32, ["answer"])
{
    private const int Annotators = 10;

    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question").Replace("<image>", ""));

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var normalised = VqaAnswer.Normalise(Plain(reply));
        string[] answers = [.. item.Texts("answer").Select(Plain)];
        if (Version > 1 && answers.Length < Annotators)
        {
            return SampleScore.Of(MainMetric, answers.Any(answer => VqaAnswer.Normalise(answer) == normalised), normalised);
        }

        return answers is [var only]
            ? SampleScore.Of(MainMetric, VqaAnswer.Normalise(only) == normalised, normalised)
            : SampleScore.Of(MainMetric, VqaAnswer.Agreement(normalised, answers), normalised);
    }

    private string Plain(string text) => Version == 1 ? text : ReplyText.Of(text);
}
