using System.Text;
using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.Reports.Families;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Html;

/// <summary>An experiment's matrix as a table with cells coloured by the change from the base model.</summary>
internal static class HeatMap
{
    /// <summary>Change in percentage points at which the colour is fully saturated.</summary>
    internal const double FullColour = 60;

    internal static string Render(ReportData data, string label)
    {
        var html = new StringBuilder($"<div class=\"scroll\"><table class=\"map\"><caption>{Svg.Text(label)}</caption>");
        html.Append("<thead><tr><th scope=\"col\">benchmark</th>");
        foreach (var stage in data.Stages)
            html.Append($"<th scope=\"col\">{Head(data, stage)}</th>");
        html.Append("</tr></thead>");
        foreach (var group in (BenchmarkGroup[])[BenchmarkGroup.Target, BenchmarkGroup.HeldOut, BenchmarkGroup.Extra])
        {
            var names = data.Scores.Names(group);
            if (names.Count == 0)
                continue;
            html.Append("<tbody>");
            foreach (var name in names)
                Row(html, data, name, "", stage => data.Accuracy[stage.Number, name], stage => Describe(data, stage, name));
            if (group == BenchmarkGroup.HeldOut)
                Row(
                    html,
                    data,
                    "held-out average",
                    " class=\"average\"",
                    stage => data.Accuracy.HeldOutAverage(stage.Number),
                    _ => "average of the held-out benchmarks");
            html.Append("</tbody>");
        }

        return html.Append("</table></div>").ToString();
    }

    private static string Head(ReportData data, StageId stage) =>
        stage == StageId.Base ? "<b>base</b>" : $"<b>{stage}</b>{Svg.Text(data.Skill(stage) ?? "")}";

    private static void Row(
        StringBuilder html,
        ReportData data,
        string name,
        string rowClass,
        Func<StageId, double?> score,
        Func<StageId, string> describe)
    {
        html.Append($"<tr{rowClass}><th scope=\"row\">{Svg.Text(name)}</th>");
        foreach (var stage in data.Stages)
        {
            var change = score(stage) - score(StageId.Base);
            var tint = change < 0 ? "loss" : "gain";
            var depth = Math.Min(1, Math.Abs(change ?? 0) / FullColour);
            var taught = data.IsTarget(stage, name) ? " class=\"taught\"" : "";
            var mark = data.Scores[stage, name] is { } cell ? ScorerNotes.Marks(cell) : "";
            var title = change is null ? describe(stage) : $"{describe(stage)}; {Figures.Change(change)} from base";
            html.Append($"<td{taught} style=\"--tint:var(--{tint});--depth:{Svg.Number(depth)}\" title=\"{Svg.Text(title)}\">");
            html.Append($"{Figures.Percent(score(stage))}{mark}</td>");
        }

        html.Append("</tr>");
    }

    private static string Describe(ReportData data, StageId stage, string benchmark)
    {
        if (data.Scores[stage, benchmark] is not { Score: var score } cell)
            return "not measured";
        var published = cell.PublishedDiffers ? $", as published {Figures.Percent(score.AsPublished)}" : "";
        var first = cell.Earlier.Count > 0
            ? $", first recorded as {Figures.Percent(cell.FirstScore.Value)} by v{cell.FirstScore.ScorerVersion}"
            : "";
        return $"{Figures.Percent(score.Value)} ± {Figures.Percent(score.StandardError)} "
            + $"({score.Metric}, n = {score.Samples}, {score.Scorer} v{score.ScorerVersion}{published}{first})";
    }
}
