using System.Text;
using LmmCl.Evaluation.Probes.LayerContributions;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Html;

/// <summary>Probe measurements: one small chart by stage per figure, with every experiment, and two by layer.</summary>
internal static class ProbeCharts
{
    private const int MostCharts = 9;

    internal static string Render(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label, Func<ReportData, int> colour)
    {
        var figures = experiments
            .SelectMany(data => data.Probes.Probes)
            .Where(probe => probe.Key != LayerContribution.Id)
            .SelectMany(probe => probe.Value.Values
                .SelectMany(reading => reading.Values.Keys)
                .Select(value => (Probe: probe.Key, Value: value)))
            .Distinct()
            .Order()
            .Take(MostCharts);
        var stages = experiments.Max(data => data.Scores.Stages.Count);
        var html = new StringBuilder();
        foreach (var (probe, value) in figures)
        {
            var series = experiments
                .Select(data => new Series(label(data), colour(data), Points(data, probe, value, label(data))))
                .Where(line => line.Points.Count > 0)
                .ToList();
            var chart = new LineChart($"{probe} {value} by stage", "", series)
            {
                Width = 330,
                Height = 200,
                Left = 44,
                Right = 12,
                YTicks = 4,
                Labelled = false,
                Places = [("base", ""), .. Enumerable.Range(1, stages).Select(stage => ($"{stage}", ""))],
            };
            if (series.Count > 0)
                html.Append($"<figure><figcaption>{Svg.Text($"{probe}: {value}")}</figcaption>{chart.Render()}</figure>");
        }

        return html.Append(LayerContributionCharts.Render(experiments, label, colour)).ToString();
    }

    private static List<SeriesPoint> Points(ReportData data, string probe, string value, string label) =>
    [
        .. from reading in data.Probes.Probes.GetValueOrDefault(probe)?.AsEnumerable() ?? []
           where reading.Value.Values.TryGetValue(value, out var found) && double.IsFinite(found)
           let figure = reading.Value.Values[value]
           let title = $"{label}, {data.StageLabel(reading.Key)}: {Svg.Number(figure)}"
           select new SeriesPoint(reading.Key.Number, figure, null, title),
    ];
}
