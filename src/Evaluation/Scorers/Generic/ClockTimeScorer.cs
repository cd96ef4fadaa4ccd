using System.Text.Json;
using LmmCl.Evaluation.Scorers.Benchmarks;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>clock-time: the time shown by a clock, with a tolerance of one minute.</summary>
internal sealed class ClockTimeScorer() : GenericScorer("clock-time", 32)
{
    protected override bool Matches(JsonElement item, string reply, string gold) =>
        ClockScorer.Scored(ClockTime.Of(reply), ClockTime.Of(gold)).Values["both_accuracy"] == 1;

    protected override string? Reading(JsonElement item, string reply) => ClockTime.Of(reply)?.ToString();
}
