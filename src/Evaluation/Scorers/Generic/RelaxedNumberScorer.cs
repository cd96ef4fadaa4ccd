using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>relaxed-number: a number within five percent, or the same text.</summary>
internal sealed class RelaxedNumberScorer() : GenericScorer("relaxed-number", 16)
{
    protected override bool Matches(JsonElement item, string reply, string gold) => RelaxedNumber.Matches(reply, gold);

    protected override string? Reading(JsonElement item, string reply) => reply;
}
