using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>anls: similarity by edit distance to the nearest accepted answer, 0 below one half.</summary>
internal sealed class AnlsScorer(int version = 2) : Scorer("anls", version, ["anls"], 32, ["answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question").Replace("<image>", ""));

    protected override SampleScore Default(JsonElement item, string reply) =>
        SampleScore.Of(MainMetric, EditSimilarity.Of(Plain(reply), [.. item.Texts("answer").Select(Plain)]), reply);

    private string Plain(string text) => Version == 1 ? text : ReplyText.WithoutMarks(ReplyText.Of(text));
}
