using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tests;

public sealed class ReportTextTests
{
    private static string Report(string recipe, ReportFormat format, int stages = 5) =>
        Printed.Of(console => ReportText.WriteForgetting(console, SampleExperiments.Report(recipe, stages), format));

    private static string Compare(ReportFormat format, params string[] recipes) =>
        Printed.Of(console => ReportText.WriteComparison(console, [.. recipes.Select(recipe => SampleExperiments.Report(recipe))], format));

    [Fact]
    public void The_matrix_has_the_base_model_first_and_the_held_out_average_below()
    {
        var report = Report("llm", ReportFormat.Markdown);

        Assert.Contains("| benchmark | base | 1 cub200 | 2 pixmocount | 3 pathvqa | 4 textvqa | 5 timeclock |", report);
        Assert.Contains("| **held-out average** | **86.8** |", report);
        Assert.Contains("| change from base |  | −2.9 | −32.8 |", report);
    }

    [Fact]
    public void A_published_score_that_differs_is_marked_and_told() =>
        Assert.Contains(
            "† The published scorer differs by more than 0.1 points: pathvqa 65.7 for 64.2 (3 pathvqa).",
            Report("llm", ReportFormat.Table));

    [Fact]
    public void A_report_without_differences_has_no_mark() => Assert.DoesNotContain("†", Report("llm", ReportFormat.Table, stages: 2));

    [Fact]
    public void Every_definition_is_printed_with_its_version_and_formula()
    {
        var report = Report("llm", ReportFormat.Table);

        Assert.All(ForgettingDefinitions.All, definition => Assert.Contains($"{definition.Id} v{definition.Version}", report));
    }

    [Fact]
    public void A_comparison_says_which_definition_each_column_prints()
    {
        var comparison = Compare(ReportFormat.Markdown, "llm", "sa_proj");

        Assert.Contains("worst: heldout\\_change\\_worst v1", comparison);
        Assert.Contains("| **sa\\_proj** | +62.4 | +62.4 | −3.8 | −3.3 | −16.7 | −9.0 | −6.3 | 40.0 K (3.8 %) | 2 min 11 s |", comparison);
    }

    [Fact]
    public void An_unfinished_experiment_is_named_in_a_comparison()
    {
        var comparison = Printed.Of(console => ReportText.WriteComparison(
            console, [SampleExperiments.Report("llm", 3), SampleExperiments.Report("sa_proj")], ReportFormat.Table));

        Assert.Contains("Not finished: llm (3 of 5 stages).", comparison);
    }

    [Fact]
    public void Latex_escapes_what_latex_reads()
    {
        var latex = Report("sa_proj", ReportFormat.Latex);

        Assert.Contains("learning\\_vs\\_previous v1", latex);
        Assert.Contains("k $<$ T", latex);
        Assert.All(latex.Split('\n').Where(line => !line.StartsWith('%')), line => Assert.DoesNotMatch(@"(?<!\\)[_%#]", line));
        Assert.Equal(latex.Split("\\begin{tabular}").Length, latex.Split("\\end{tabular}").Length);
    }

    [Fact]
    public void Csv_is_one_rectangle_with_unrounded_numbers()
    {
        var lines = Report("llm", ReportFormat.Csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(1 + (6 * 13) + ForgettingDefinitions.All.Count, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
        var expected = Learning.VersusPrevious(SampleExperiments.Report("llm").Accuracy).Mean!.Value;
        Assert.Contains(lines, line => line.Contains($",learning_vs_previous,,{expected.ToString("R", CultureInfo.InvariantCulture)},"));
    }

    [Fact]
    public void Json_says_the_same_figures_as_the_definitions()
    {
        var json = JsonNode.Parse(Compare(ReportFormat.Json, "llm", "sa_proj"))!["experiments"]![1]!;

        var accuracy = SampleExperiments.Report("sa_proj").Accuracy;
        Assert.All(json["figures"]!.AsArray(), figure => Assert.Equal(
            ForgettingDefinitions.Find(figure!["definition"]!.GetValue<string>()).Of(accuracy), figure["value"]?.GetValue<double>()));
        Assert.Equal(6, json["stages"]!.AsArray().Count);
    }

    [Fact]
    public void Reports_are_the_same_in_every_country()
    {
        var here = CultureInfo.CurrentCulture;
        var english = Enum.GetValues<ReportFormat>().Select(format => Report("llm", format)).ToList();
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = german;
            Assert.Equal(english, Enum.GetValues<ReportFormat>().Select(format => Report("llm", format)));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void An_experiment_that_has_only_begun_has_a_report()
    {
        var begun = ReportData.FromEvents("begun", SampleExperiments.History("llm", 0).Take(2).ToList());

        string Said(ReportFormat format) => Printed.Of(console => ReportText.WriteForgetting(console, begun, format));
        Assert.All(Enum.GetValues<ReportFormat>(), format => Assert.NotEmpty(Said(format)));
    }

    [Fact]
    public void As_of_a_stage_a_report_knows_nothing_of_later_ones()
    {
        var history = SampleExperiments.History("llm", 5).TakeWhile(new AsOf(Stage: new StageId(2)).Includes).ToList();

        Assert.Equal(2, ReportData.FromEvents("past", history).Accuracy.Stages);
    }
}
