using System.Text;
using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Html;

/// <summary>Training loss by step: one small chart per stage, with every experiment.</summary>
internal static class LearningCurveCharts
{
    private const int PointsPerLine = 80;

    internal static string Render(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label, Func<ReportData, int> colour)
    {
        var stages = experiments.SelectMany(data => data.Curves.Stages.Keys).Distinct().Order().ToList();
        var html = new StringBuilder();
        foreach (var stage in stages)
        {
            var series = experiments
                .Select(data => new Series(label(data), colour(data), Thin(data.Curves.Stages.GetValueOrDefault(stage)?.Values ?? [])))
                .Where(line => line.Points.Count > 0)
                .ToList();
            if (series.Count == 0)
                continue;
            var skills = experiments.Select(data => data.Skill(stage)).OfType<string>().Distinct().ToList();
            var title = $"Stage {stage}" + (skills is [var only] ? $": {only}" : "");
            var endings = string.Join("; ", series.Select(line => $"{line.Label} ends at {Svg.Number(line.Points[^1].Y)}"));
            var chart = new LineChart($"Training loss, {title}", endings, series)
            {
                Width = 330,
                Height = 190,
                Left = 36,
                Right = 12,
                YTicks = 4,
                Lowest = 0,
                AlsoShow = [0],
                Labelled = false,
            };
            html.Append($"<figure><figcaption>{Svg.Text(title)}</figcaption>{chart.Render()}</figure>");
        }

        return html.ToString();
    }

    /// <summary>
    /// Averages runs of steps, to keep the page of a long stage small and its line readable. Steps with a non-finite loss are left out.
    /// </summary>
    private static List<SeriesPoint> Thin(IEnumerable<TrainingPoint> points)
    {
        var finite = points.Where(point => double.IsFinite(point.Loss)).ToList();
        var run = Math.Max(1, (finite.Count + PointsPerLine - 1) / PointsPerLine);
        return [.. finite.Chunk(run).Select(Mean)];
    }

    private static SeriesPoint Mean(TrainingPoint[] points) =>
        new(points.Average(point => point.Step), points.Average(point => point.Loss));
}
