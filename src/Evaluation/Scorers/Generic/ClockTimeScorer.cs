using System.Text.Json;
using LmmCl.Evaluation.Scorers.Benchmarks;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>clock-time: the time shown by a clock, with a tolerance of one minute.</summary>
internal sealed class ClockTimeScorer(int version = 2) : GenericScorer("clock-time", version, 32)
{
    protected override bool Matches(JsonElement item, string reply, string gold) =>
        ClockScorer.Scored(Read(reply), Read(gold)).Values["both_accuracy"] == 1;

    protected override string? Reading(JsonElement item, string reply) => Read(reply)?.ToString();

    private ClockTime? Read(string text) => Version == 1 ? ClockTime.Of(text) : SpokenTime.Of(text);
}
