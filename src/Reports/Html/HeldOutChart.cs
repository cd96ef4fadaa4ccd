using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Html;

/// <summary>The held-out average of every experiment by stage, the base model first.</summary>
internal static class HeldOutChart
{
    internal static string Render(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label, Func<ReportData, int> colour)
    {
        var stages = experiments.Max(data => data.Scores.Stages.Count);
        var series = experiments.Select(data => new Series(label(data), colour(data), Points(data, label(data)))).ToList();
        var bases = series.Where(line => line.Points is [{ X: 0 }, ..]).Select(line => line.Points[0].Y).Distinct().ToList();
        return new LineChart("Held-out average by stage", Describe(series), series)
        {
            Right = Math.Max(190, 60 + (7.8 * Math.Min(LineChart.LongestLabel, series.Max(line => line.Label.Length)))),
            Height = Math.Max(430, (21 * experiments.Count) + 60),
            Lowest = 0,
            Highest = 100,
            Places = [("base", ""), .. Enumerable.Range(1, stages).Select(stage => Place(experiments, new StageId(stage)))],
            Reference = bases.Count == 1 ? bases[0] : null,
        }.Render();
    }

    private static (string Upper, string Lower) Place(IReadOnlyList<ReportData> experiments, StageId stage) =>
        ($"stage {stage}", CommonSkill(experiments, stage) ?? "");

    private static List<SeriesPoint> Points(ReportData data, string label) =>
    [
        .. data.Stages.Where(stage => data.Accuracy.HeldOutAverage(stage.Number) is not null).Select(stage =>
        {
            var average = data.Accuracy.HeldOutAverage(stage.Number)!.Value;
            var error = data.HeldOutStandardError(stage) ?? 0;
            var title = $"{label}, {data.StageLabel(stage)}: {Figures.Percent(average)} ± {Figures.Percent(error)}";
            return new SeriesPoint(stage.Number, average, error, title);
        }),
    ];

    /// <summary>Standard error of the average, with the benchmarks' answers as independent samples.</summary>
    private static double StandardError(ReportData data, StageId stage)
    {
        var errors = data.Accuracy.HeldOut
            .Select(benchmark => data.Scores[stage, benchmark]?.Score.StandardError)
            .OfType<double>()
            .ToList();
        return errors.Count == 0 ? 0 : Math.Sqrt(errors.Sum(error => error * error)) / errors.Count;
    }

    private static string? CommonSkill(IReadOnlyList<ReportData> experiments, StageId stage) =>
        experiments.Select(data => data.Skill(stage)).OfType<string>().Distinct().ToList() is [var only] ? only : null;

    private static string Describe(List<Series> series) => string.Join("; ", series.Select(line =>
        $"{line.Label}: {string.Join(", ", line.Points.Select(point => Figures.Percent(point.Y)))}"));
}
