using System.Xml.Linq;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Reports.Html;

namespace LmmCl.Reports.Tests;

public sealed class ComparisonPageTests
{
    private static ReportData[] Some(int experiments) =>
        [.. SampleExperiments.Recipes.Take(experiments).Select(recipe => SampleExperiments.Report(recipe))];

    /// <summary>The page is written so that it is XML too, which makes a forgotten bracket visible.</summary>
    private static XDocument Parse(string page) => XDocument.Parse(page.Replace("<!DOCTYPE html>", ""));

    private static string? Class(XElement element) => (string?)element.Attribute("class");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Every_experiment_has_a_line_a_row_and_a_map(int experiments)
    {
        var page = Parse(ComparisonPage.Render(Some(experiments)));

        var firstChart = page.Descendants("svg").First();
        var lines = firstChart.Descendants("polyline").Where(line => Class(line)!.StartsWith("line", StringComparison.Ordinal));
        Assert.Equal(experiments, lines.Count());
        var table = page.Descendants("table").Single(table => Class(table) == "comparison");
        Assert.Equal(experiments, table.Element("tbody")!.Elements("tr").Count());
        Assert.Equal(experiments, page.Descendants("table").Count(table => Class(table) == "map"));
    }

    [Fact]
    public void Methods_at_several_rates_are_also_compared_at_equal_learning()
    {
        var page = Parse(ComparisonPage.Render(SampleSweep.Reports(42, 1)));

        var section = page.Descendants("section").Single(section => section.Element("h2")!.Value == "At equal learning");
        Assert.Equal(3, section.Descendants("table").Count());
        Assert.Contains("−6.9 ± 1.6 (2)", section.Value);
        Assert.DoesNotContain(Parse(ComparisonPage.Render(Some(3))).Descendants("h2"), title => title.Value == "At equal learning");
    }

    [Fact]
    public void The_page_fetches_nothing_and_runs_nothing()
    {
        var page = ComparisonPage.Render(Some(3));

        Assert.All((string[])["http", "src=", "<script", "<link", "@import", "url("], outside => Assert.DoesNotContain(outside, page));
        Assert.Contains("prefers-color-scheme: dark", page);
    }

    [Fact]
    public void Every_chart_says_in_words_what_it_shows() =>
        Assert.All(Parse(ComparisonPage.Render(Some(2))).Descendants("svg"), svg =>
        {
            Assert.Equal("img", (string?)svg.Attribute("role"));
            Assert.NotEmpty((string)svg.Attribute("aria-label")!);
        });

    [Fact]
    public void Names_are_shown_and_never_run()
    {
        var history = SampleExperiments.History("llm", 1).ToList();
        history[0] = history[0] with { What = (ExperimentStarted)history[0].What with { Recipe = "<script>alert('&')</script>" } };

        var page = ComparisonPage.Render([ReportData.FromEvents("\"quoted\"", history)]);

        Assert.DoesNotContain("<script", page);
        Assert.Contains("<script>alert('&')</script>", Parse(page).Root!.Value);
    }

    [Fact]
    public void An_experiment_without_scores_does_not_stop_the_page()
    {
        var begun = ReportData.FromEvents("begun", [.. SampleExperiments.History("sa_proj", 0).Take(2)]);

        Assert.Contains("begun", ComparisonPage.Render([SampleExperiments.Report("llm"), begun]));
    }

    [Fact]
    public void A_loss_that_is_no_number_leaves_the_others_drawn()
    {
        var history = SampleExperiments.History("llm", 1).ToList();
        var diverged = new TrainingProgressed(new(1), 101, [new(101, double.NaN, 1, double.NaN, 1, 1)]);
        history.Add(new RecordedEvent(1_000, 1_000, history[^1].At, diverged));

        Assert.DoesNotContain("NaN", ComparisonPage.Render([ReportData.FromEvents("diverged", history)]));
    }

    [Fact]
    public void Writing_replaces_a_page_in_one_step()
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-page-").FullName;
        var file = Path.Combine(folder, "sub", "page.html");
        ComparisonPage.Write(file, Some(1));
        ComparisonPage.Write(file, Some(2));

        Assert.Equal(ComparisonPage.Render(Some(2)), File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(new[] { 100.0, 100, 100 })]
    [InlineData(new[] { 5.0, 6, 50, 51, 52, 299 })]
    [InlineData(new[] { 299.0, 298, 297, 1, 2, 3, 150 })]
    public void Labels_at_the_ends_of_lines_never_cover_each_other(double[] wanted)
    {
        var places = EndLabels.Spread(wanted, 20, 0, 300).Order().ToArray();

        Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 19.999));
        Assert.InRange(places[0], 0, 300);
        Assert.InRange(places[^1], 0, 300);
    }

    [Theory]
    [InlineData(new[] { 52.5, 70 }, 0, 100)]
    [InlineData(new[] { 0.001, 0.0042 }, 0, 1)]
    [InlineData(new[] { -41.0, 3 }, -1000, 1000)]
    [InlineData(new[] { 7.0, 7 }, 0, 100)]
    public void An_axis_holds_its_values_and_its_labels_are_exact(double[] values, double lowest, double highest)
    {
        var axis = Axis.Around(values, 0, 100, 6, lowest, highest);

        Assert.All(values, value => Assert.InRange(axis.Place(value), 0, 100));
        Assert.All(axis.Ticks, tick =>
        {
            var label = Axis.Label(tick).Replace('−', '-');
            Assert.Equal(tick, double.Parse(label, System.Globalization.CultureInfo.InvariantCulture), 9);
        });
    }
}
