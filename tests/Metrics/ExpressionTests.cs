using System.Text.RegularExpressions;
using LmmCl.Host.Metrics;

namespace LmmCl.Metrics.Tests;

/// <summary>Every expression that somebody will look at, evaluated by Prometheus over a service that ran experiments.</summary>
[Collection(nameof(ServedCollection))]
public sealed partial class ExpressionTests(ServedExperiments served)
{
    private static readonly string[] experiments = ["quick-llm", "small", "doomed"];

    private static readonly Dictionary<string, string> emptyPanels = new()
    {
        ["experiment: Device memory"] = "the workers compute on the CPU",
        ["service: Device memory of workers"] = "the workers compute on the CPU",
    };

    private static readonly Dictionary<string, string> emptyAlerts = new()
    {
        ["LmmclStageStalled"] = "everything progresses",
        ["LmmclLossNotFinite"] = "every loss is finite",
        ["LmmclWorkerRestarting"] = "no worker is started three times",
        ["LmmclPluginMalfunctioned"] = "the shipped plugins work",
        ["LmmclMetricsBehind"] = "the log is short",
        ["LmmclScrapeMissing"] = "the service is scraped",
        ["LmmclStoreAppendFailing"] = "the disk takes every event",
        ["LmmclStoreAppendSlow"] = "the disk is fast enough, or the case is not this test's",
        ["LmmclChainBroken"] = "nobody altered the log",
        ["LmmclChainNotVerified"] = "it is verified every second",
        ["LmmclQueueNotMoving"] = "an executor works while experiments wait",
        ["LmmclDiskFilling"] = "there is room, or the case is not this test's",
    };

    [ToolFact("prometheus")]
    public async Task Every_expression_of_every_dashboard_returns_data_or_is_empty_by_intention()
    {
        Assert.NotEmpty(Dashboards.Expressions);
        foreach (var (place, expression) in Dashboards.Expressions)
        {
            var series = 0;
            foreach (var experiment in experiments)
            {
                var filled = expression.Replace("$experiment", experiment, StringComparison.Ordinal)
                    .Replace("$__rate_interval", "10s", StringComparison.Ordinal);
                Assert.DoesNotContain("$", filled, StringComparison.Ordinal);
                series += await served.Prometheus!.CountSeriesAsync(filled);
            }

            Assert.True(series > 0 != emptyPanels.ContainsKey(place), $"{place}: {expression} has {series} series");
        }
    }

    [ToolFact("prometheus")]
    public async Task Every_rule_is_evaluated_without_an_error()
    {
        var rules = await served.Prometheus!.RulesAsync();

        Assert.Equal(Rules.Names.Order(), rules.Select(rule => rule.Name).Order());
        Assert.All(rules, rule => Assert.True(rule.Health == "ok", $"{rule.Name} is {rule.Health}"));
    }

    [ToolFact("prometheus")]
    public async Task Every_recording_rule_returns_data_and_every_alert_that_need_not_fire_does_not()
    {
        foreach (var (name, expression, _) in await served.Prometheus!.RulesAsync())
        {
            var series = await served.Prometheus.CountSeriesAsync(expression);
            var mayBeEmpty = emptyAlerts.TryGetValue(name, out var why);
            Assert.True(series > 0 || mayBeEmpty, $"{name} returns nothing");
            Assert.True(series == 0 || !mayBeEmpty || why!.Contains("or the case", StringComparison.Ordinal), $"{name} fires although {why}");
        }
    }

    [ToolFact("prometheus")]
    public async Task Every_metric_that_an_expression_names_is_there()
    {
        var rules = await served.Prometheus!.RulesAsync();
        var known = MetricNames.All.Select(metric => metric.Name).ToHashSet();
        var named = rules.Select(rule => rule.Expression)
            .Concat(Dashboards.Expressions.Select(expression => expression.Expression))
            .SelectMany(expression => Name().Matches(expression).Select(match => match.Value))
            .Where(name => !name.Contains(':', StringComparison.Ordinal))
            .Select(name => Suffix().Replace(name, ""))
            .Distinct()
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(known.Contains(name) || known.Contains(name + "_total"), $"there is no metric {name}"));
    }

    [GeneratedRegex(@"[\w:]*lmmcl_\w+(:\w+)?")]
    private static partial Regex Name();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
