using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>yes-no: compares the reply's first word with the gold answer's, both yes or no.</summary>
internal sealed class YesNoScorer(int version = 2) : GenericScorer("yes-no", version, 16)
{
    protected override bool Matches(JsonElement item, string reply, string gold) => Read(reply) is { } word && word == Read(gold);

    protected override string? Reading(JsonElement item, string reply) => Read(reply);

    private string? Read(string text) => Version > 1 ? YesOrNo.Of(text)
        : AnswerTokens.FirstWord(text) is ("yes" or "no") and var word ? word
        : null;
}
