using LmmCl.Evaluation.Probes.LayerContributions;
using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Html;

/// <summary>
/// The layers whose output tuning changed, after the last stage measured: one chart for attention and one for the MLPs, on the same scale.
/// </summary>
internal static class LayerContributionCharts
{
    private const int MostNamedLayers = 12;

    private static readonly (string Block, string Prefix)[] blocks =
        [("attention", LayerContribution.AttentionPrefix), ("MLP", LayerContribution.MlpPrefix)];

    internal static string Render(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label, Func<ReportData, int> colour)
    {
        var measured = experiments
            .Select(data => (Label: label(data), Colour: colour(data), Reading: Last(data)))
            .Where(line => line.Reading is not null)
            .ToList();
        if (measured.Count == 0)
        {
            return "";
        }

        var highest = measured.Max(line => line.Reading!.Values.Values.Max());
        List<Series> Lines(string prefix) =>
            [.. measured.Select(line => new Series(line.Label, line.Colour, Points(line.Reading!, prefix, line.Label)))];
        return string.Concat(blocks.Select(block => Chart(block.Block, Lines(block.Prefix), highest)));
    }

    private static ProbeMeasured? Last(ReportData data) =>
        data.Probes.Probes.GetValueOrDefault(LayerContribution.Id)?.Values.LastOrDefault(reading => reading.Values.Count > 0);

    private static List<SeriesPoint> Points(ProbeMeasured reading, string prefix, string label)
    {
        var points = new List<SeriesPoint>();
        while (reading.Values.TryGetValue($"{prefix}{points.Count}", out var figure))
        {
            points.Add(new(points.Count, figure, null, $"{label}, layer {points.Count} after stage {reading.Stage}: {Svg.Number(figure)}"));
        }

        return points;
    }

    private static string Chart(string block, List<Series> series, double highest)
    {
        var layers = series.Max(line => line.Points.Count);
        var named = (layers + MostNamedLayers - 1) / MostNamedLayers;
        var title = $"{LayerContribution.Id}: {block} by layer, after the last stage";
        var chart = new LineChart(title, "", series)
        {
            Width = 330,
            Height = 200,
            Left = 44,
            Right = 12,
            YTicks = 4,
            Labelled = false,
            AlsoShow = [0, highest],
            Places = [.. Enumerable.Range(0, layers).Select(layer => (layer % named == 0 ? $"{layer}" : "", ""))],
        };
        return $"<figure><figcaption>{Svg.Text(title)}</figcaption>{chart.Render()}</figure>";
    }
}
