using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>relaxed-number: a number within five percent, or the same text.</summary>
internal sealed class RelaxedNumberScorer(int version = 2) : GenericScorer("relaxed-number", version, 16)
{
    protected override bool Matches(JsonElement item, string reply, string gold) =>
        Version == 1 ? RelaxedNumber.Matches(reply, gold) : MeasuredNumber.Matches(reply, gold);

    protected override string? Reading(JsonElement item, string reply) => reply;
}
