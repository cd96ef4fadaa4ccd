using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit.Tests;

public sealed class PlannedSweepsTests
{
    private const string Stream = "sweep:trial";

    private static readonly PlannedExperiment first = new("first", "LwF", 1e-3, 1);
    private static readonly PlannedExperiment second = new("second", "LwF", 1e-3, 2);

    [Fact]
    public void Planned_experiments_that_started_as_planned_pass()
    {
        var found = Check([Plan(1, first, second)], Started(2, first), Started(3, second));

        Assert.Empty(found.Faults);
        Assert.Empty(found.Missing);
        Assert.Empty(found.Notes);
        Assert.Equal((Stream, "1 plans, 2 of 2 planned experiments are in the store"), Assert.Single(found.Covered));
    }

    [Fact]
    public void One_that_is_missing_is_named_even_if_a_later_plan_leaves_it_out()
    {
        var missing = Assert.Single(Check([Plan(1, first, second), Plan(3, first)], Started(2, first)).Missing);

        Assert.Equal(
            $"stream '{Stream}', sequence 1: the experiment 'second' was planned, and is not in the store: it never started, or was deleted.",
            $"{missing}");
    }

    [Theory]
    [InlineData(7, "LwF")]
    [InlineData(1, "LoRA")]
    public void One_that_ran_with_another_seed_or_method_is_wrong(int seed, string method) => Assert.Contains(
        "seed 1 and method LwF were planned",
        $"{Assert.Single(Check([Plan(1, first)], Started(2, first with { Seed = seed, Method = method })).Faults)}",
        StringComparison.Ordinal);

    [Fact]
    public void One_that_started_before_its_plan_is_noted() =>
        Assert.Equal("'first' started before the sweep that has it was planned.", Assert.Single(Check([Plan(5, first)], Started(2, first)).Notes));

    [Fact]
    public void Anything_else_in_a_sweeps_stream_is_wrong()
    {
        var found = Check([Plan(1, first), new(3, 2, default, new ExperimentCancelled("x")), Plan(4, "another", second)], Started(2, first));

        Assert.Equal(2, found.Faults.Count);
        Assert.Empty(found.Missing);
    }

    private static PlannedSweeps Check(IReadOnlyList<RecordedEvent> plans, params RecordedEvent[] started)
    {
        var sweeps = new PlannedSweeps(started.ToDictionary(begun => ((ExperimentStarted)begun.What).Name, begun => (RecordedEvent?)begun));
        sweeps.Check(Stream, plans);
        return sweeps;
    }

    private static RecordedEvent Plan(long sequence, params PlannedExperiment[] experiments) => Plan(sequence, "trial", experiments);

    private static RecordedEvent Plan(long sequence, string sweep, params PlannedExperiment[] experiments) =>
        new(sequence, sequence, default, new SweepPlanned(sweep, ContentHash.Of("file"), experiments));

    private static RecordedEvent Started(long sequence, PlannedExperiment experiment) => new(
        sequence,
        1,
        default,
        new ExperimentStarted(
            experiment.Name, "recipe", experiment.Method, "model", default, experiment.Seed, false, [], [], "{}",
            new Dictionary<string, string>(), [], [], new("processor", 1, 1, [])));
}
