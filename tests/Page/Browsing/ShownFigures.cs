using System.Text.Json.Nodes;
using LmmCl.Evaluation;
using LmmCl.Reports.Frames;

namespace LmmCl.Page.Tests.Browsing;

/// <summary>Compares the figures of the page with a report of <c>lmmcl report --format json</c>.</summary>
internal static class ShownFigures
{
    /// <summary>
    /// Every figure on the page is in the report, exact and rounded alike, and every figure of the report is on the page.
    /// </summary>
    public static void AreThoseOf(string reportJson, IReadOnlyList<PageFigure> shown)
    {
        var report = KeyedReport.Of(JsonNode.Parse(reportJson)!.AsObject());
        Assert.NotEmpty(shown);
        foreach (var figure in shown)
        {
            var place = string.Join('/', figure.Path);
            var recorded = figure.Path.Aggregate((JsonNode?)report, (node, key) => node?[key]);
            Assert.True(recorded is JsonValue, $"the page shows {place}, the report does not.");
            Assert.True(recorded!.GetValue<double>() == figure.Value, $"{place}: the page says {figure.Value}, the report {recorded}.");
            if (Rounded(figure.Path, figure.Value) is { } text)
                Assert.True(text == figure.Text, $"{place}: the page shows {figure.Text}, reports {text}.");
        }

        Assert.Empty(Expected(report, []).Except(shown.Select(figure => string.Join('/', figure.Path))));
    }

    /// <summary>The text of a value as the program's own reports print it; null where they have no form for it.</summary>
    private static string? Rounded(IReadOnlyList<string> path, double value) => path switch
    {
        ["stages", .., "change" or "heldOutChange"] => Figures.Change(value),
        ["stages", ..] => Figures.Percent(value),
        ["figures", "recovery", _] or ["recovery", _, "recovery"] => Figures.Share(value),
        ["figures", "average_accuracy", _] => Figures.Percent(value),
        ["figures", ..] or ["recovery", _, "recovered"] => Figures.Change(value),
        ["recovery", _, "drop"] => Figures.Change(-value),
        ["seconds"] => Figures.Duration(TimeSpan.FromSeconds(value)),
        ["parametersTrained" or "parametersTotal"] => Figures.Count((long)value),
        ["peakMemory", .., "bytes"] => Figures.Size((long)value),
        _ => null,
    };

    private static IEnumerable<string> Expected(JsonNode? node, string[] path) => node switch
    {
        JsonObject entry => entry.SelectMany(item => Expected(item.Value, [.. path, item.Key])),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number && IsFigure(path) => [string.Join('/', path)],
        _ => [],
    };

    private static bool IsFigure(string[] path) => path switch
    {
        ["stages", "0", .., "change"] or ["stages", "0", "heldOutChange"] => false,
        ["stages", _, "heldOutAverage" or "heldOutChange" or "heldOutStandardError"] => true,
        ["stages", _, "scores", _, "score" or "change" or "standardError"] => true,
        ["figures", _, "value"] or ["recovery", ..] => true,
        ["probes", var probe, _, "values", _] => probe != "layer_contribution",
        ["seconds" or "parametersTrained" or "parametersTotal"] => true,
        _ => false,
    };
}
