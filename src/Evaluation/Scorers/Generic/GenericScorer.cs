using System.Text.Json;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>
/// A rule for a user's own items, <c>{"question": ..., "answer": ...}</c> where the answer may be a list of accepted ones.
/// Nothing was published for them, so both modes are the same; the prompt is the question alone, and a benchmark's file adds what it wants
/// around it.
/// </summary>
internal abstract class GenericScorer(string id, int maxNewTokens) : Scorer(id, 1, ["accuracy"], maxNewTokens, ["answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question").Replace("<image>", ""));

    /// <summary>Right if any accepted answer matches.</summary>
    protected override SampleScore Default(JsonElement item, string reply) =>
        SampleScore.Of(MainMetric, item.Texts("answer").Any(gold => Matches(item, reply, gold)), Reading(item, reply));

    protected abstract bool Matches(JsonElement item, string reply, string gold);

    protected abstract string? Reading(JsonElement item, string reply);
}
