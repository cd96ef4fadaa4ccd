using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>anls: similarity by edit distance to the nearest accepted answer, 0 below one half.</summary>
internal sealed class AnlsScorer() : Scorer("anls", 1, ["anls"], 32, ["answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question").Replace("<image>", ""));

    protected override SampleScore Default(JsonElement item, string reply) =>
        SampleScore.Of(MainMetric, EditSimilarity.Of(reply, item.Texts("answer")), reply);
}
