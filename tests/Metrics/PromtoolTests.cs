namespace LmmCl.Metrics.Tests;

/// <summary>What Prometheus' own checker says.</summary>
[Collection(nameof(ServedCollection))]
public sealed class PromtoolTests(ServedExperiments served)
{
    private const string Promtool = "promtool";

    [ToolFact(Promtool)]
    public async Task Names_units_and_help_of_the_metrics_follow_the_conventions()
    {
        foreach (var scrape in (Scrape[])[served.WhileTraining, served.BeforeKill])
        {
            var (code, output) = await Tool.RunAsync(Promtool, scrape.Text, null, "check", "metrics");

            Assert.True(code == 0 && output.Length == 0, output);
        }
    }

    [ToolFact(Promtool)]
    public async Task A_metric_with_a_wrong_name_is_found()
    {
        var (code, output) = await Tool.RunAsync(Promtool, "# TYPE lmmcl_steps counter\nlmmcl_steps 1\n", null, "check", "metrics");

        Assert.NotEqual(0, code);
        Assert.Contains("_total", output, StringComparison.Ordinal);
    }

    [ToolFact(Promtool)]
    public async Task Configuration_and_rules_are_valid()
    {
        var (code, output) = await Tool.RunAsync(Promtool, null, Rules.Folder, "check", "config", "prometheus.yml");

        Assert.True(code == 0, output);
        Assert.Contains("2 rule files found", output, StringComparison.Ordinal);
    }

    [ToolFact(Promtool)]
    public async Task The_cases_of_the_alerts_pass()
    {
        var (code, output) = await Tool.RunAsync(Promtool, null, Rules.Folder, "test", "rules", Rules.Cases);

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Every_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var cases = Rules.ReadCases();

        Assert.NotEmpty(Rules.Alerts);
        Assert.All(Rules.Alerts, alert => Assert.Contains((alert, true), cases));
        Assert.All(Rules.Alerts, alert => Assert.Contains((alert, false), cases));
    }
}
