using System.Globalization;
using System.Xml.Linq;
using LmmCl.Reports.Families;
using LmmCl.Reports.Html;

namespace LmmCl.Reports.Tests;

public sealed class TradeOffChartTests
{
    private static readonly ReportData WithVariants = SampleSweep.Report(
        "WiSEFT", 8e-4, 42, 60, -20, null,
        [.. SampleSweep.Variant("previous_weight=0.5", 30, -4), .. SampleSweep.Variant("previous_weight=0.1", 55, -15)]);

    private static XElement Section(params IReadOnlyList<ReportData> experiments) =>
        XDocument.Parse(ComparisonPage.Render(experiments).Replace("<!DOCTYPE html>", "")).Descendants("section")
            .Single(section => section.Element("h2")!.Value == "The trade-off");

    private static int Count(XElement section, string kind) =>
        Chart(section).Descendants().Count(element => (string?)element.Attribute("class") == kind);

    private static XElement Chart(XElement section) => section.Elements("svg").Single();

    [Fact]
    public void A_line_joins_the_rates_of_a_method_and_seeds_are_faint_around_their_mean()
    {
        var section = Section(SampleSweep.Reports(42, 1));

        Assert.Equal(3, Count(section, "joined"));
        Assert.Equal(9, Count(section, "marker"));
        Assert.Equal(18, Count(section, "marker seed"));
        Assert.Contains("faint points are single seeds", section.Value);
    }

    [Fact]
    public void Experiments_at_one_rate_are_points_without_lines()
    {
        var recipes = SampleExperiments.Recipes.Take(4).ToList();
        var section = Section([.. recipes.Select(recipe => SampleExperiments.Report(recipe))]);

        Assert.Equal((4, 0, 0), (Count(section, "marker"), Count(section, "joined"), Count(section, "marker seed")));
        Assert.All(recipes, recipe => Assert.Contains(Chart(section).Descendants("text"), text => text.Value == recipe));
    }

    [Fact]
    public void The_variants_of_a_method_are_a_dotted_line_in_the_order_of_their_number()
    {
        var section = Section(WithVariants, SampleSweep.Report("llm", 8e-4, 42, 80, -50));

        var line = Assert.Single(Chart(section).Descendants("polyline"), line => (string)line.Attribute("class")! == "joined variants");
        var places = ((string)line.Attribute("points")!).Split(' ')
            .Select(place => double.Parse(place.Split(',')[0], CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(2, Count(section, "marker variant"));
        Assert.True(places[0] > places[1], "previous_weight=0.1 learned more and comes first");
        Assert.Contains("dotted lines join the variants", section.Value);
    }

    [Fact]
    public void Every_point_says_in_words_what_it_is()
    {
        var titles = Section([WithVariants, .. SampleSweep.Reports(42, 1)]).Descendants("title").Select(title => title.Value).ToList();

        Assert.Contains("llm at rate 4e-4, mean of 2 seeds: learning +80.3, held-out −10.7", titles);
        Assert.Contains("sweep-llm-rate0.0004-seed42: learning +80.8, held-out −9.7", titles);
        Assert.Contains("WiSEFT, previous_weight=0.5: learning +30.0, held-out −4.0", titles);
    }

    [Fact]
    public void Labels_cover_neither_each_other_nor_the_points_while_there_is_room()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var placer = new LabelPlacer(0, 0, 1000, 500);
            var points = Enumerable.Range(0, 12).Select(_ => (X: random.NextDouble() * 1000, Y: random.NextDouble() * 500)).ToList();
            points.ForEach(point => placer.Keep(point.X, point.Y, 8));

            var labels = points.Select(point => placer.Find(70, 16, [point], optional: false)!).ToList();

            Assert.All(labels, label => Assert.True(label.X >= 0 && label.End <= 1000 && label.Y >= 8 && label.Y <= 492));
            Assert.All(labels, label => Assert.DoesNotContain(
                points, point => point.X > label.X - 8 && point.X < label.End + 8 && Math.Abs(point.Y - label.Y) < 16));
            Assert.All(labels, label => Assert.DoesNotContain(
                labels, other => other != label && other.X < label.End && label.X < other.End && Math.Abs(other.Y - label.Y) < 16));
        }
    }

    [Fact]
    public void A_label_that_may_be_left_out_is_rather_left_out_than_drawn_over_a_line()
    {
        var placer = new LabelPlacer(0, 0, 100, 100);
        for (var y = 0; y <= 100; y += 5)
            placer.KeepLine([(0, y), (100, y)]);

        Assert.Null(placer.Find(30, 12, [(50, 50)], optional: true));
        Assert.NotNull(placer.Find(30, 12, [(50, 50)], optional: false));
    }
}
