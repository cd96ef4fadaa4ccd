using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>exact: the whole text, ignoring case and punctuation, with zero to ten in words or digits.</summary>
internal sealed class ExactScorer(int version = 2) : GenericScorer("exact", version, 32)
{
    protected override bool Matches(JsonElement item, string reply, string gold) =>
        Version == 1 ? ExactText.Matches(reply, gold) : PlainAnswer.Matches(reply, gold);

    protected override string? Reading(JsonElement item, string reply) => Version == 1 ? ExactText.Plain(reply) : PlainAnswer.Of(reply);
}
