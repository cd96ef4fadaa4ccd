using LmmCl.Host.Metrics;

namespace LmmCl.Metrics.Tests;

public class DocumentationTests
{
    /// <summary>To accept a change: run with LMMCL_ACCEPT_METRICS=1. That these are exported is the matter of another test.</summary>
    [Fact]
    public void The_documentation_lists_every_metric_with_type_unit_labels_and_meaning()
    {
        var path = Path.Combine(Repository.Root, "docs", "metrics.md");
        var lines = File.ReadAllLines(path);
        var first = Array.FindIndex(lines, line => line.StartsWith("| metric |", StringComparison.Ordinal)) + 2;
        var last = Array.FindIndex(lines, first, line => !line.StartsWith('|'));
        var expected = MetricNames.All.Select(Row).ToList();
        if (Environment.GetEnvironmentVariable("LMMCL_ACCEPT_METRICS") == "1")
        {
            File.WriteAllLines(path, [.. lines[..first], .. expected, .. lines[last..]]);
            return;
        }

        Assert.Equal(expected, lines[first..last]);
    }

    [Fact]
    public void Names_are_unique_and_every_metric_is_listed()
    {
        var fields = typeof(MetricNames).GetFields().Where(field => field.FieldType == typeof(MetricDefinition));

        Assert.Equal(fields.Select(field => ((MetricDefinition)field.GetValue(null)!).Name).Order(), MetricNames.All.Select(metric => metric.Name).Order());
        Assert.Equal(MetricNames.All.Count, MetricNames.All.Select(metric => metric.Name).Distinct().Count());
    }

    private static string Row(MetricDefinition metric)
    {
        var unit = metric.Unit switch { "s" => "seconds", "By" => "bytes", "1" => "ratio", _ => "" };
        var labels = string.Join(", ", metric.Labels.Select(label => $"`{label}`"));
        return $"| `{metric.Name}` | {metric.Kind.ToString().ToLowerInvariant()} | {unit} | {labels} | {metric.Meaning} |";
    }
}
