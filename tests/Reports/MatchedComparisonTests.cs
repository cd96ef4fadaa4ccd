using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tests;

public sealed class MatchedComparisonTests
{
    private static string Print(
        IReadOnlyList<ReportData> experiments, ReportFormat format = ReportFormat.Markdown, params double[] levels) =>
        Printed.Of(console => ReportText.WriteMatched(console, experiments, levels.Length == 0 ? null : levels, format));

    [Fact]
    public void Methods_are_what_is_equal_but_for_rate_and_seed()
    {
        var methods = MethodFamily.Of(SampleSweep.Reports(42, 1));

        Assert.Equal(["llm", "sa_proj", "mlp_gate_up"], methods.Select(method => method.Label));
        Assert.All(methods, method => Assert.Equal([4e-4, 8e-4, 1.6e-3], method.Rates.Select(rate => rate.Rate!.Value)));
        Assert.All(methods, method => Assert.Equal([1, 42], method.Seeds.Select(seed => (int)seed!.Value)));
    }

    [Fact]
    public void The_worked_example_of_the_documentation_comes_out()
    {
        var report = Print(SampleSweep.Reports(42), ReportFormat.Markdown, 60, 75, 82);

        Assert.Contains("| method | reaches | at +60.0 | at +75.0 | at +82.0 |", report);
        Assert.Contains("| **llm** | +80.8 to +84.2 |  |  | **−39.9 (1)** |", report);
        Assert.Contains("| **sa\\_proj** | +56.6 to +78.2 | −10.1 (1) | **−26.2 (1)** |  |", report);
        Assert.Contains("| **mlp\\_gate\\_up** | +43.8 to +73.8 | **−5.7 (1)** |  |  |", report);
    }

    [Fact]
    public void Levels_are_chosen_where_two_methods_can_be_compared_and_each_says_how_many_reach_it()
    {
        var report = Print(SampleSweep.Reports(42, 1));

        Assert.Contains("at +60.0", report);
        Assert.Contains("At +60.0: 2 of 3 methods.", report);
        Assert.Contains("−6.9 ± 1.6 (2)", report);
        Assert.Contains("Seeds have worlds of their own", report);
    }

    [Fact]
    public void A_level_that_not_every_seed_reaches_says_how_many_do() =>
        Assert.Contains("−8.9 (1 of 2)", Print(SampleSweep.Reports(42, 1), ReportFormat.Markdown, 56));

    [Fact]
    public void A_method_with_one_rate_is_told_that_matching_needs_two()
    {
        var report = Print([.. SampleSweep.Reports(42), SampleSweep.Report("full", 8e-4, 42, 70, -30)]);

        Assert.Contains("Run at one learning rate, where matching needs at least two: full.", report);
        Assert.Contains("| **full** | 8e-4 | 1 | +70.0 | −30.0 |", report);
    }

    [Fact]
    public void Only_one_rate_each_gives_no_levels_and_says_so()
    {
        var report = Print([SampleSweep.Report("full", 8e-4, 42, 70, -30), SampleSweep.Report("llm", 8e-4, 42, 60, -20)]);

        Assert.Contains("No two methods reach the same learning", report);
        Assert.Contains("Run at one learning rate, where matching needs at least two: full, llm.", report);
        Assert.DoesNotContain("at equal learning (points)", report);
    }

    [Fact]
    public void A_result_that_another_method_beats_is_not_on_the_front_of_all()
    {
        var report = Print(SampleSweep.Reports(42));

        Assert.Contains("| 4e-4 | 1 | +80.8 | −9.7 | −3.0 | yes |", report);
        Assert.Contains("|  | 8e-4 | 1 | +80.4 | −51.3 | −3.0 |  |", report);
        Assert.Contains("| **sa\\_proj** | 4e-4 | 1 | +56.6 | −6.5 | −3.0 |  |", report);
    }

    [Fact]
    public void An_unfinished_experiment_is_named_and_left_out()
    {
        var unfinished = SampleExperiments.Report("projector", 2);

        var matched = MatchedComparison.Of([.. SampleSweep.Reports(42), unfinished], null);

        Assert.Empty(matched.Methods[^1].Rates);
        Assert.Contains("Not finished and left out: quick-projector.", Print([.. SampleSweep.Reports(42), unfinished]));
    }

    [Fact]
    public void Equal_labels_with_other_settings_are_other_methods()
    {
        var methods = MethodFamily.Of(
            [SampleSweep.Report("LoRA", 1e-3, 42, 50, -5, "rank 8"), SampleSweep.Report("LoRA", 1e-3, 42, 55, -6, "rank 16")]);

        Assert.Equal(["LoRA #1", "LoRA #2"], methods.Select(method => method.Label));
    }

    [Fact]
    public void Csv_is_one_rectangle_with_a_row_for_each_level_and_each_experiment()
    {
        var lines = Print(SampleSweep.Reports(42, 1), ReportFormat.Csv, 60, 75).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(1 + (3 * 2 * 2) + (18 * 2), lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        Assert.Contains(lines, line => line.StartsWith("level,llm,,,,60,heldout_change_last,,,,,0,2,", StringComparison.Ordinal));
        var point = Assert.Single(lines, line =>
            line.StartsWith("point,llm,sweep-llm-rate0.0008-seed42,0.0008,42,80.4", StringComparison.Ordinal)
            && line.Contains("heldout_change_last", StringComparison.Ordinal));
        Assert.EndsWith(",,,,,,false,", point, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_the_same_as_the_fronts()
    {
        var json = JsonNode.Parse(Print(SampleSweep.Reports(42, 1), ReportFormat.Json, 75))!;
        var front = MethodFamily.Of(SampleSweep.Reports(42, 1))[1].Front;

        var level = json["methods"]![1]!["atLevels"]![0]!["heldOutChange"]!;
        Assert.Equal(front.HeldOutAt(75).Mean, level["mean"]?.GetValue<double>());
        Assert.Equal(front.HeldOutAt(75).Count, level["seeds"]!.GetValue<int>());
        Assert.Equal("sa_proj", json["methods"]![1]!["method"]!.GetValue<string>());
    }

    [Fact]
    public void A_matched_comparison_is_the_same_in_every_country()
    {
        var here = CultureInfo.CurrentCulture;
        var english = Enum.GetValues<ReportFormat>().Select(format => Print(SampleSweep.Reports(42, 1), format)).ToList();
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = german;
            Assert.Equal(english, Enum.GetValues<ReportFormat>().Select(format => Print(SampleSweep.Reports(42, 1), format)));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }
}
