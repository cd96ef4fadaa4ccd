using LmmCl.Abstractions;
using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Evaluation.Tests;

public class ForgettingTests
{
    // Two skills, two held-out benchmarks; by hand: learning 60 and 30, then the first skill falls by 20.
    private static readonly AccuracyMatrix Matrix = Of(
        ["bird", "count"],
        ["chart", "doc"],
        [("bird", 10), ("count", 20), ("chart", 80), ("doc", 70)],
        [("bird", 70), ("count", 15), ("chart", 60), ("doc", 60)],
        [("bird", 50), ("count", 45), ("chart", 75), ("doc", 65)]);

    [Theory]
    [InlineData("learning_vs_previous", 45)]
    [InlineData("learning_vs_base", 42.5)]
    [InlineData("target_forgetting", -20)]
    [InlineData("target_overall", 32.5)]
    [InlineData("heldout_change_last", -5)]
    [InlineData("heldout_change_mean", -10)]
    [InlineData("heldout_change_sum", -20)]
    [InlineData("heldout_change_worst", -15)]
    [InlineData("chaudhry_forgetting", 20)]
    [InlineData("backward_transfer", -20)]
    [InlineData("forward_transfer", -5)]
    [InlineData("average_accuracy", 47.5)]
    [InlineData("recovery", 10.0 / 15)]
    public void Each_definition_gives_what_the_formula_gives_by_hand(string definition, double expected) =>
        Assert.Equal(expected, ForgettingDefinitions.Find(definition).Of(Matrix)!.Value, 10);

    [Theory]
    [InlineData("learning_vs_base", (60 + 30 + 50 + 40) / 4.0)]
    [InlineData("target_overall", (20 + 40) / 2.0)]
    [InlineData("average_accuracy", (30 + 60) / 2.0)]
    [InlineData("chaudhry_forgetting", (40 - 10) / 2.0)]
    [InlineData("heldout_change_last", -10)]
    public void A_skill_taught_twice_is_two_stages_and_one_target(string definition, double expected)
    {
        var matrix = Of(
            ["bird", "count", "bird", "count"],
            ["chart"],
            [("bird", 10), ("count", 20), ("chart", 80)],
            [("bird", 70), ("count", 20), ("chart", 80)],
            [("bird", 40), ("count", 50), ("chart", 80)],
            [("bird", 60), ("count", 40), ("chart", 70)],
            [("bird", 30), ("count", 60), ("chart", 70)]);

        Assert.Equal(expected, ForgettingDefinitions.Find(definition).Of(matrix)!.Value, 10);
    }

    [Fact]
    public void A_benchmark_recovers_the_part_of_its_deepest_drop_that_is_back()
    {
        var chart = Recovery.Of(Matrix, "chart");
        Assert.Equal((20.0, 1, 15.0, 0.75), (chart.Drop!.Value, chart.DeepestStage!.Value, chart.Recovered!.Value, chart.Share!.Value));
    }

    [Fact]
    public void A_sequence_that_is_still_running_counts_the_stages_it_has()
    {
        var running = Of(["bird", "count", "clock"], ["chart"], [("bird", 10), ("chart", 80)], [("bird", 70), ("chart", 60)]);
        Assert.Equal(1, running.Stages);
        Assert.Equal(60, Learning.VersusBase(running).Mean);
        Assert.Equal(-20, HeldOutChange.Of(running).Last);
    }

    [Fact]
    public void An_untouched_base_model_has_no_figure()
    {
        var untouched = Of(["bird"], ["chart"], [("bird", 10), ("chart", 80)]);
        Assert.All(ForgettingDefinitions.All, definition => Assert.Null(definition.Of(untouched)));
    }

    [Fact]
    public void An_unknown_definition_is_answered_with_near_matches()
    {
        var error = Assert.Throws<InputException>(() => ForgettingDefinitions.Find("heldout_change_summ"));
        Assert.Contains("heldout_change_sum", error.Message);
    }

    [Fact]
    public void A_paired_change_of_identical_answers_is_certain() => Assert.Equal(0, StandardErrors.Paired([1, 0, 1], [1, 0, 1]));

    [Fact]
    public void Lists_of_different_items_are_not_paired() => Assert.Throws<ArgumentException>(() => StandardErrors.Paired([1, 0], [1]));

    private static AccuracyMatrix Of(string[] targets, string[] heldOut, params (string Benchmark, double Accuracy)[][] rows) =>
        new(targets, heldOut, [.. rows.Select(row => row.ToDictionary(cell => cell.Benchmark, cell => (double?)cell.Accuracy))]);
}
