using System.Text;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Formats;

/// <summary>Tables for a paper, with the rules of the booktabs package.</summary>
internal static class LatexFormat
{
    internal static string Render(IEnumerable<(string Name, string Value)> header, IEnumerable<ReportTable> tables)
    {
        var text = new StringBuilder("% Needs \\usepackage{booktabs}.\n");
        foreach (var (name, value) in header)
            text.Append($"% {name}: {value.ReplaceLineEndings(" ")}\n");
        foreach (var table in tables)
            Append(text, table);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ReportTable table)
    {
        text.Append("\n\\begin{table}\n\\centering\n");
        text.Append($"\\caption{{{Escape(table.Title)}}}\n");
        text.Append($"\\begin{{tabular}}{{{string.Concat(table.Columns.Select(column => column.IsText ? 'l' : 'r'))}}}\n\\toprule\n");
        Row(text, table.Columns.Select(column => Escape(column.Head)));
        text.Append("\\midrule\n");
        foreach (var (row, index) in table.Rows.Select((row, index) => (row, index)))
        {
            if (row.StartsGroup && index > 0)
                text.Append("\\midrule\n");
            Row(text, row.Cells.Select(Cell));
        }

        text.Append("\\bottomrule\n\\end{tabular}\n");
        if (table.Notes.Count > 0)
            text.Append($"\\par\\footnotesize {string.Join(" ", table.Notes.Select(Escape))}\n");
        text.Append("\\end{table}\n");
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");

    private static string Cell(ReportCell cell)
    {
        var text = Escape(cell.Text) + string.Concat(cell.Marks.Select(Mark));
        return cell.Strong && text.Length > 0 ? $"\\textbf{{{text}}}" : text;
    }

    private static string Mark(char sign) => $"\\textsuperscript{{{(sign.ToString() == ReportCell.RescoredSign ? "\\ddag" : "\\dag")}}}";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
            escaped.Append(character switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{character}",
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' or '>' => $"${character}$",
                '−' => "$-$",
                '→' => "$\\rightarrow$",
                '–' => "--",
                '†' => "\\dag{}",
                '\n' or '\r' => " ",
                _ => character.ToString(),
            });
        return escaped.ToString();
    }
}
