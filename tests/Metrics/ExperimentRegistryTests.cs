using LmmCl.EventStore.Projections;
using LmmCl.Host.Metrics;

namespace LmmCl.Metrics.Tests;

public class ExperimentRegistryTests
{
    private static readonly IReadOnlyList<RecordedEvent> finished = SampleExperiments.History("llm", 5);
    private readonly ManualTime time = new(finished[^1].At);

    [Fact]
    public void A_finished_experiment_leaves_after_the_set_time_and_is_still_counted()
    {
        var registry = Registry(new MetricSettings { KeepFinished = TimeSpan.FromHours(2) }, ("done", finished), ("running", Running()));

        time.Now += TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1);
        registry.Prune();
        Assert.Equal(["done", "running"], Names(registry));

        time.Now += TimeSpan.FromSeconds(1);
        registry.Prune();
        Assert.Equal(["running"], Names(registry));
        Assert.Equal(1, registry.CountStates()[ExperimentStatus.Completed]);
        Assert.True(registry.HasLeft("done", finished.Count + 1));
        Assert.False(registry.HasLeft("running", finished.Count + 1));
    }

    [Fact]
    public void Of_too_many_experiments_the_oldest_that_do_not_run_leave()
    {
        var registry = Registry(
            new MetricSettings { MostExperiments = 2 }, ("old", finished), ("running", Running()), ("new", Later(finished, TimeSpan.FromHours(1))));

        registry.Prune();

        Assert.Equal(["new", "running"], Names(registry));
    }

    [Fact]
    public void Nothing_is_shown_before_the_whole_log_is_folded()
    {
        var registry = new ExperimentRegistry(new MetricSettings(), time);
        Apply(registry, "done", finished);
        Assert.Empty(Names(registry));

        registry.Ready();
        Assert.Equal(["done"], Names(registry));
    }

    [Fact]
    public void Durations_of_steps_are_differences_within_a_stage()
    {
        var registry = new ExperimentRegistry(new MetricSettings(), time);
        var took = new List<(string Method, double Seconds)>();
        foreach (var recorded in finished)
        {
            registry.Apply("done", recorded, (method, seconds) => took.Add((method, seconds)));
        }

        Assert.Equal(500, took.Count);
        Assert.All(took, step => Assert.Equal("SelectiveTuning", step.Method));
        Assert.All(took, step => Assert.Equal(0.1, step.Seconds, 1e-9));
    }

    private static IReadOnlyList<RecordedEvent> Running() => [.. SampleExperiments.History("sa_proj", 2)];

    private static IReadOnlyList<RecordedEvent> Later(IReadOnlyList<RecordedEvent> history, TimeSpan by) =>
        [.. history.Select(recorded => recorded with { At = recorded.At + by })];

    private static void Apply(ExperimentRegistry registry, string experiment, IEnumerable<RecordedEvent> history)
    {
        foreach (var recorded in history)
        {
            registry.Apply(experiment, recorded, (_, _) => { });
        }
    }

    private static IEnumerable<string> Names(ExperimentRegistry registry) => registry.Read<string>(figures => [figures.Experiment]);

    private ExperimentRegistry Registry(MetricSettings settings, params (string Name, IReadOnlyList<RecordedEvent> History)[] experiments)
    {
        var registry = new ExperimentRegistry(settings, time);
        foreach (var (name, history) in experiments)
        {
            Apply(registry, name, history);
        }

        registry.Ready();
        return registry;
    }
}
