using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit.Tests;

/// <summary>The end of a stage's training must follow from its recorded measurements on validation data.</summary>
public sealed class RecordedMeasurementsTests
{
    private const string Reason = "the validation loss has not improved in 2 measurements since step 2";

    private static readonly StageId stage = new(1);

    [Fact]
    public void A_stage_that_stopped_as_its_measurements_say_is_in_order() =>
        Assert.Empty(Faults([.. Stopped(), Trained(6, 2, Reason)]));

    [Fact]
    public void A_stop_that_the_measurements_do_not_explain_is_a_contradiction()
    {
        Assert.Equal("it stopped early, the measurements give no reason for it.", Fault([.. Stopped().SkipLast(2), Trained(4, 2, Reason)]));
        Assert.Equal("it ends with step 6 of 8, the last recorded one is 6.", Fault([.. Stopped(), Trained(6, 2, null)]));
    }

    [Fact]
    public void A_reason_other_than_that_of_the_measurements_is_a_contradiction() =>
        Assert.Contains("because 'it was late'; by the measurements, the validation loss", Fault([.. Stopped(), Trained(6, 2, "it was late")]), StringComparison.Ordinal);

    [Theory]
    [InlineData(4, "it keeps the weights of step 4, by the measurements it keeps those of step 2.")]
    [InlineData(null, "it keeps the weights of the last step, by the measurements it keeps those of step 2.")]
    public void Other_weights_than_those_of_the_best_step_are_a_contradiction(int? kept, string expected) =>
        Assert.Equal(expected, Fault([.. Stopped(), Trained(6, kept, Reason)]));

    [Fact]
    public void A_measurement_that_is_missing_or_not_due_or_repeated_is_a_contradiction()
    {
        var stopped = Stopped();

        Assert.Contains("step 4 was not measured", string.Join(' ', Faults([.. stopped.Where(it => it is not ValidationMeasured { Step: 4 }), Trained(6, 2, Reason)])));
        Assert.Contains("it measures step 3; every 2 steps", string.Join(' ', Faults([.. Steps(1, 3), Measured(3, 1, 3)])));
        Assert.Contains("nothing was resumed between them", string.Join(' ', Faults([.. stopped.Take(2), Measured(2, 1.5, 2)])));
        Assert.Contains("it has a score, the experiment asks for none", string.Join(' ', Faults([.. Steps(1, 2), Measured(2, 1, 2) with { Score = 5 }])));
        Assert.Contains("the last recorded step is 2", string.Join(' ', Faults([.. stopped.Take(2), Measured(4, 1, 4)])));
    }

    [Fact]
    public void A_best_step_that_is_not_the_best_is_a_contradiction() =>
        Assert.Equal("step 4 is said to be the best, by the measurements it is step 2.", Fault([.. Stopped().Take(3), Measured(4, 2, 4)]));

    [Fact]
    public void Training_that_goes_on_after_its_end_is_a_contradiction() =>
        Assert.Equal("it measures step 8, training ended before it.", Fault([.. Stopped(), .. Steps(7, 8), Measured(8, 4, 2)]));

    [Fact]
    public void Measurements_that_nobody_asked_for_are_a_contradiction()
    {
        Assert.Equal("the experiment asks for no measurements on validation data.", Fault([.. Stopped().Take(2)], spec: "{}"));
        Assert.Contains("of which the experiment asks for none", Fault([.. Steps(1, 8), Trained(8, 2, null)], spec: "{}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Measurements_that_are_repeated_after_a_resumption_are_in_order() => Assert.Empty(Faults(
    [
        .. Stopped().Take(4), new ExperimentResumed(2, stage, 2), .. Steps(3, 4), Measured(4, 2.5, 2), .. Steps(5, 6), Measured(6, 3, 2),
        Trained(6, 2, Reason),
    ]));

    private static IReadOnlyList<IExperimentEvent> Stopped() =>
    [
        .. Steps(1, 2), Measured(2, 1, 2), .. Steps(3, 4), Measured(4, 2, 2), .. Steps(5, 6), Measured(6, 3, 2),
    ];

    private static IEnumerable<IExperimentEvent> Steps(int first, int last)
    {
        yield return new TrainingProgressed(
            stage, 8, [.. Enumerable.Range(first, last - first + 1).Select(step => new TrainingPoint(step, 0.5, 1e-3, 1, 10, step))]);
    }

    private static ValidationMeasured Measured(int step, double loss, int best) => new(stage, step, 4, 40, loss, null, best);

    private static StageTrained Trained(int steps, int? kept, string? reason) =>
        new(stage, steps, 10 * steps, 0.5, TimeSpan.Zero) { KeptStep = kept, StoppedEarly = reason };

    private static string Fault(IReadOnlyList<IExperimentEvent> events, string? spec = null) => Assert.Single(Faults(events, spec));

    private static List<string> Faults(IReadOnlyList<IExperimentEvent> events, string? spec = null)
    {
        var order = new EventOrder("demo");
        IExperimentEvent[] all =
        [
            new ExperimentStarted(
                "demo", "r", "Method", "m", default, 1, false, [new(stage, "birds", "birds")], [],
                spec ?? """{"training":{"validation":{"share":0.1,"every":2,"score":false,"metric":0,"patience":2,"keep":1}}}""",
                new Dictionary<string, string>(), [], [new("Method", "1.0.0", ContentHash.Of("plugin"))], new("p", 1, 1, [])),
            new PluginLoaded("Method", "1.0.0", "[1.0, 2.0)", ContentHash.Of("plugin"), []),
            new StageStarted(StageId.Base, null, null, null, 0),
            new StageCompleted(StageId.Base, TimeSpan.Zero),
            new StageStarted(stage, "birds", null, null, 4),
            new ParametersSelected(stage, 1, 1, [], ContentHash.Of("list"), "list.txt"),
            .. events,
        ];
        foreach (var (index, happened) in all.Index())
        {
            order.Apply(index + 1, DateTimeOffset.UnixEpoch, happened);
        }

        return [.. order.Faults.Select(fault => fault.Problem)];
    }
}
