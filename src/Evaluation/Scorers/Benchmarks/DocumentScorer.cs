using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>docvqa_val and infovqa_val: documents, ANLS. The published score is the official one, so both modes are equal.</summary>
internal sealed class DocumentScorer(string id) : Scorer(id, 1, ["anls"], 32, ["question", "answers"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => item.Text("question") + PromptFrame.WordOrPhrase;

    public override IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode) => item.Texts("answers");

    protected override SampleScore Default(JsonElement item, string reply) =>
        SampleScore.Of(MainMetric, EditSimilarity.Of(reply, item.Texts("answers")), reply);
}
