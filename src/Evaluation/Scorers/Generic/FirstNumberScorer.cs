using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>first-number: compares the first number of the reply with that of the gold answer, in digits or words.</summary>
internal sealed class FirstNumberScorer() : GenericScorer("first-number", 16)
{
    protected override bool Matches(JsonElement item, string reply, string gold) =>
        FirstNumber.Of(reply) is { } number && number == FirstNumber.Of(gold);

    protected override string? Reading(JsonElement item, string reply) => FirstNumber.Of(reply);
}
