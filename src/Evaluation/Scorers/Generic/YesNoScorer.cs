using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>yes-no: compares the reply's first word with the gold answer's, both yes or no.</summary>
internal sealed class YesNoScorer() : GenericScorer("yes-no", 16)
{
    protected override bool Matches(JsonElement item, string reply, string gold) => YesOrNo(reply) is { } word && word == YesOrNo(gold);

    protected override string? Reading(JsonElement item, string reply) => YesOrNo(reply);

    private static string? YesOrNo(string text) => AnswerTokens.FirstWord(text) is ("yes" or "no") and var word ? word : null;
}
