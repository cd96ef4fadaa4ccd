using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>exact: the whole text, ignoring case and punctuation, with zero to ten in words or digits.</summary>
internal sealed class ExactScorer() : GenericScorer("exact", 32)
{
    protected override bool Matches(JsonElement item, string reply, string gold) => ExactText.Matches(reply, gold);

    protected override string? Reading(JsonElement item, string reply) => ExactText.Plain(reply);
}
