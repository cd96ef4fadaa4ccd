using System.Text.Json;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>first-number: compares the first number of the reply with that of the gold answer, in digits or words.</summary>
internal sealed class FirstNumberScorer(int version = 2) : GenericScorer("first-number", version, 16)
{
    protected override bool Matches(JsonElement item, string reply, string gold) =>
        Read(reply) is { } number && number == Read(gold);

    protected override string? Reading(JsonElement item, string reply) => Read(reply);

    private string? Read(string text) => Version == 1 ? FirstNumber.Of(text) : CountedNumber.Of(text);
}
