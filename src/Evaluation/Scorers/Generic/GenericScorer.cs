using System.Text.Json;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>
/// Scoring rule for user-defined items, <c>{"question": ..., "answer": ...}</c>, where the answer may be a list of accepted ones. Both
/// modes are equal, because nothing was published for them. The prompt is the question alone; a benchmark's file can add text around it.
/// </summary>
internal abstract class GenericScorer(string id, int version, int maxNewTokens)
    : Scorer(id, version, ["accuracy"], maxNewTokens, ["answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question").Replace("<image>", ""));

    /// <summary>Correct if any accepted answer matches.</summary>
    protected override SampleScore Default(JsonElement item, string reply) =>
        SampleScore.Of(MainMetric, item.Texts("answer").Any(gold => Matches(item, reply, gold)), Reading(item, reply));

    protected abstract bool Matches(JsonElement item, string reply, string gold);

    protected abstract string? Reading(JsonElement item, string reply);
}
