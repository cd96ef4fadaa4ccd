using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tests;

/// <summary>A sequence that teaches one skill twice, as recorded when its benchmark was still planned and asked twice.</summary>
public sealed class RepeatedSkillTests
{
    [Fact]
    public void A_benchmark_that_a_record_plans_twice_is_counted_once()
    {
        var report = Report([new("birds", BenchmarkGroup.Target), new("clock", BenchmarkGroup.Target), new("birds", BenchmarkGroup.Target),
            new("charts", BenchmarkGroup.HeldOut), new("docs", BenchmarkGroup.HeldOut), new("docs", BenchmarkGroup.HeldOut)]);

        Assert.Equal(["birds", "clock", "charts", "docs"], report.Scores.Benchmarks.Select(planned => planned.Name));
        Assert.Equal(3, report.Scores.Stages.Count);

        // 90 and 60 are left of 100 and 100: with docs counted twice the mean change would be -30.
        Assert.Equal(-25, report.Accuracy.HeldOutAverage(3)!.Value - report.Accuracy.HeldOutAverage(0)!.Value, 1e-9);
    }

    [Fact]
    public void Records_with_and_without_the_repetition_are_of_one_family()
    {
        PlannedBenchmark[] once =
            [new("birds", BenchmarkGroup.Target), new("clock", BenchmarkGroup.Target), new("docs", BenchmarkGroup.HeldOut)];

        Assert.Equal(Report(once).Traits.Family, Report([.. once, once[0]]).Traits.Family);
    }

    private static ReportData Report(IReadOnlyList<PlannedBenchmark> planned)
    {
        List<IExperimentEvent> events =
        [
            new ExperimentStarted(
                "again", "llm", "SelectiveTuning", "tiny-ov", ContentHash.Of("base"), 1, false,
                [new(new(1), "birds", "birds"), new(new(2), "clock", "clock"), new(new(3), "birds", "birds")],
                planned,
                "{}",
                new Dictionary<string, string>(), [], [], new("A processor", 2, 8_000_000_000, [])),
        ];
        for (var stage = 0; stage <= 3; stage++)
        {
            events.AddRange(planned.Select(benchmark => Scored(stage, benchmark.Name)));
        }

        return ReportData.FromEvents(
            "again",
            [.. events.Select((happened, i) => new RecordedEvent(i + 1, i + 1, DateTimeOffset.UnixEpoch.AddSeconds(i), happened))]);
    }

    private static BenchmarkScored Scored(int stage, string benchmark)
    {
        var value = (stage, benchmark) switch
        {
            (0, _) => 100.0,
            (_, "docs") => 60,
            _ => 90,
        };
        var score = new ScoreRecord("exact_match", 1, "accuracy", value, null, 100, 2, ContentHash.Of("answers"), "answers.jsonl");
        return new(new(stage), benchmark, score, PromptMode.Default, TimeSpan.FromSeconds(1));
    }
}
