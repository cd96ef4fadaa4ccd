using System.Text;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Html;

/// <summary>The study's table as HTML.</summary>
internal static class ComparisonSection
{
    private const string Heads =
        "<tr class=\"group\"><th></th>"
        + "<th colspan=\"2\" scope=\"colgroup\">learning</th><th colspan=\"4\" scope=\"colgroup\">held-out change</th>"
        + "<th></th><th></th><th></th><th></th></tr>";

    private static readonly string[] columns =
    [
        "method", "vs previous", "vs base", "last", "mean", "sum", "worst",
        "target forgetting", "parameters trained", "time", "peak memory",
    ];

    internal static string Render(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label, Func<ReportData, int> colour)
    {
        var html = new StringBuilder($"<div class=\"scroll\"><table class=\"comparison\"><thead>{Heads}<tr>");
        foreach (var head in columns)
            html.Append($"<th scope=\"col\">{head}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var data in experiments)
        {
            html.Append($"<tr><th scope=\"row\">{Swatch(colour(data))}{Svg.Text(label(data))}</th>");
            foreach (var (id, _) in ComparisonTable.Columns)
                html.Append($"<td>{FiguresTable.Value(ForgettingDefinitions.Find(id), data.Accuracy)}</td>");
            html.Append($"<td>{Svg.Text(ComparisonTable.Trained(data))}</td>");
            html.Append($"<td>{Figures.Duration(data.Elapsed)}</td>");
            html.Append($"<td>{ResourceTable.Training(data)}</td></tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>A sample of an experiment's line.</summary>
    internal static string Swatch(int index)
    {
        var dashed = Svg.Dashed(index) ? " dashed" : "";
        return $"<span class=\"swatch{dashed}\" style=\"border-color:{Svg.Colour(index)}\"></span>";
    }
}
