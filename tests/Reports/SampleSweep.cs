using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tests;

/// <summary>
/// Finished experiments of a sweep, two skills and two held-out benchmarks each, that come to exactly the figures that are asked for.
/// </summary>
internal static class SampleSweep
{
    /// <summary>What was measured on TinyWorld (docs/tinyworld.md): recipe, rate, learning, held-out change.</summary>
    internal static readonly (string Recipe, double Rate, double Learning, double HeldOut)[] Measured =
    [
        ("llm", 4e-4, 80.8, -9.7), ("llm", 8e-4, 80.4, -51.3), ("llm", 1.6e-3, 84.2, -95.4),
        ("sa_proj", 4e-4, 56.6, -6.5), ("sa_proj", 8e-4, 75.8, -27.1), ("sa_proj", 1.6e-3, 78.2, -81.0),
        ("mlp_gate_up", 4e-4, 43.8, -0.6), ("mlp_gate_up", 8e-4, 62.4, -6.5), ("mlp_gate_up", 1.6e-3, 73.8, -32.9),
    ];

    /// <summary>Every measured experiment with the figures as they are for the first seed and a little beside them for others.</summary>
    internal static IReadOnlyList<ReportData> Reports(params long[] seeds) =>
    [
        .. from measured in Measured
           from seed in seeds
           let shift = Array.IndexOf(seeds, seed)
           select Report(measured.Recipe, measured.Rate, seed, measured.Learning - shift, Math.Max(-99, measured.HeldOut - (2 * shift))),
    ];

    internal static ReportData Report(
        string recipe, double rate, long seed, double learning, double heldOut, string? settings = null, params IExperimentEvent[] more) =>
        ReportData.FromEvents(
            string.Create(CultureInfo.InvariantCulture, $"sweep-{recipe}-rate{rate}-seed{seed}"),
            [
                .. Events(recipe, rate, seed, learning, heldOut, settings).Concat(more).Select((happened, i) =>
                    new RecordedEvent(i + 1, i + 1, DateTimeOffset.UnixEpoch.AddSeconds(i), happened)),
            ]);

    /// <summary>A variant after both stages that comes to these figures.</summary>
    internal static IEnumerable<VariantScored> Variant(string name, double learning, double heldOut) =>
        from stage in (int[])[1, 2]
        from benchmark in (string[])["birds", "clock", "charts", "docs"]
        select new VariantScored(
            new(stage),
            name,
            benchmark,
            Score(benchmark is "charts" or "docs" ? 99 + heldOut : 5 + learning),
            PromptMode.Default,
            TimeSpan.FromSeconds(1));

    private static IEnumerable<IExperimentEvent> Events(
        string recipe, double rate, long seed, double learning, double heldOut, string? settings)
    {
        yield return new ExperimentStarted(
            recipe, recipe, "SelectiveTuning", "tiny-ov", ContentHash.Of("base"), seed, false,
            [new(new(1), "birds", "birds"), new(new(2), "clock", "clock")],
            [
                new("birds", BenchmarkGroup.Target), new("clock", BenchmarkGroup.Target),
                new("charts", BenchmarkGroup.HeldOut), new("docs", BenchmarkGroup.HeldOut),
            ],
            Spec(rate, seed, settings ?? recipe),
            new Dictionary<string, string>(), [], [], new("A processor", 2, 8_000_000_000, []));
        for (var stage = 0; stage <= 2; stage++)
        {
            yield return new StageStarted(new(stage), stage == 0 ? null : stage == 1 ? "birds" : "clock", null, null, 100);
            if (stage > 0)
            {
                RoleCount[] roles = [new(ParameterRole.AttentionOutput, 4, 40_000)];
                yield return new ParametersSelected(new(stage), 40_000, 1_000_000, roles, ContentHash.Of(recipe), "parameters.txt");
                yield return new ResourcesMeasured(new(stage), "train", 700_000_000 + (1_000_000 * stage), null);
            }

            yield return Scored(stage, "birds", stage == 0 ? 5 : stage == 1 ? 5 + learning : 2 + learning);
            yield return Scored(stage, "clock", stage == 2 ? 5 + learning : 5);
            yield return Scored(stage, "charts", 99 + (heldOut * stage / 2));
            yield return Scored(stage, "docs", 99 + (heldOut * stage / 2));
            yield return new StageCompleted(new(stage), TimeSpan.FromSeconds(20));
        }

        yield return new ExperimentCompleted(TimeSpan.FromSeconds(60));
    }

    private static string Spec(double rate, long seed, string recipe) => new JsonObject
    {
        ["world"] = $"of seed {seed}",
        ["seed"] = seed,
        ["settings"] = new JsonObject { ["recipe"] = recipe },
        ["training"] = new JsonObject { ["learning_rate"] = rate, ["seed"] = seed, ["epochs"] = 1 },
    }.ToJsonString();

    private static BenchmarkScored Scored(int stage, string benchmark, double value) =>
        new(new(stage), benchmark, Score(value), PromptMode.Default, TimeSpan.FromSeconds(1));

    private static ScoreRecord Score(double value) =>
        new("exact_match", 1, "accuracy", value, null, 100, 2, ContentHash.Of("answers"), "answers.jsonl");
}
