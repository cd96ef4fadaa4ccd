using System.Text;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Html;

/// <summary>A report's table as HTML, followed by its notes.</summary>
internal static class TableSection
{
    internal static string Render(ReportTable table)
    {
        var html = new StringBuilder($"<h3>{Svg.Text(table.Title)}</h3><div class=\"scroll\">");
        html.Append("<table class=\"comparison matched\"><thead><tr>");
        foreach (var column in table.Columns)
            html.Append($"<th scope=\"col\">{Svg.Text(column.Head)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Append($"<tr><th scope=\"row\">{Svg.Text(row.Cells[0].Text)}</th>");
            foreach (var cell in row.Cells.Skip(1))
                html.Append(cell.Strong ? $"<td><b>{Svg.Text(cell.Text)}</b></td>" : $"<td>{Svg.Text(cell.Text)}</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        return html.Append($"<p class=\"notes\">{string.Join("<br/>", table.Notes.Select(Svg.Text))}</p>").ToString();
    }
}
