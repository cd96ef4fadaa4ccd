using System.Xml.Linq;
using LmmCl.Events;
using LmmCl.Reports.Families;
using LmmCl.Reports.Html;

namespace LmmCl.Reports.Tests;

public class LayerContributionChartsTests
{
    [Fact]
    public void Attention_and_mlp_have_a_chart_each_with_a_point_for_every_layer_of_the_last_stage()
    {
        var page = XElement.Parse($"<div>{Charts([Measured(1, 9), Measured(2, 40)])}</div>");

        var charts = page.Elements("figure").ToList();
        Assert.Equal(["attention", "MLP"], charts.Select(chart => ((string)chart.Element("figcaption")!).Split(' ')[1]));
        Assert.All(charts, chart => Assert.Contains("layer 2 after stage 2", chart.ToString(), StringComparison.Ordinal));
        Assert.Contains("layer 2 after stage 2: 42", charts[1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("after stage 1", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_probe_there_is_no_chart() => Assert.Empty(Charts([]));

    [Fact]
    public void Charts_by_stage_leave_the_layers_out()
    {
        var bias = new Dictionary<string, double> { ["mean"] = 1 };
        var report = Report([Measured(1, 1), new ProbeMeasured(new StageId(1), "counting_bias", 1, bias, 1)]);

        var html = ProbeCharts.Render([report], _ => "run", _ => 0);

        Assert.Contains("counting_bias: mean", html, StringComparison.Ordinal);
        Assert.DoesNotContain("sa_mean_layer_", html, StringComparison.Ordinal);
    }

    private static string Charts(IEnumerable<IExperimentEvent> measured) =>
        LayerContributionCharts.Render([Report(measured)], _ => "run", _ => 0);

    private static ReportData Report(IEnumerable<IExperimentEvent> measured)
    {
        var history = SampleExperiments.History("llm", 1).ToList();
        var last = history[^1];
        var events = measured.Select((happened, index) => last with { What = happened, Sequence = last.Sequence + 1 + index });
        return ReportData.FromEvents("run", [.. history.Where(recorded => recorded.What is not ProbeMeasured), .. events]);
    }

    private static ProbeMeasured Measured(int stage, double level) => new(
        new StageId(stage),
        "layer_contribution",
        1,
        Enumerable.Range(0, 3)
            .SelectMany(layer => new[] { ($"sa_mean_layer_{layer}", level / 10), ($"mlp_mean_layer_{layer}", level + layer) })
            .ToDictionary(figure => figure.Item1, figure => figure.Item2),
        5);
}
