using System.Text;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Formats;

/// <summary>Tables for a README or an issue.</summary>
internal static class MarkdownFormat
{
    internal static string Render(string title, IEnumerable<(string Name, string Value)> header, IEnumerable<ReportTable> tables)
    {
        var text = new StringBuilder($"# {Escape(title)}\n\n");
        foreach (var (name, value) in header)
            text.Append($"- **{Escape(name)}**: {Escape(value)}\n");
        foreach (var table in tables)
        {
            text.Append($"\n## {Escape(table.Title)}\n\n");
            Row(text, table.Columns.Select(column => Escape(column.Head)));
            Row(text, table.Columns.Select(column => column.IsText ? "---" : "---:"));
            foreach (var row in table.Rows)
                Row(text, row.Cells.Select(Cell));
            foreach (var note in table.Notes)
                text.Append($"\n{Escape(note)}\n");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Cell(ReportCell cell)
    {
        var text = Escape(cell.Text) + cell.Marks;
        return cell.Strong && text.Length > 0 ? $"**{text}**" : text;
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '|' or '*' or '_' or '`' or '<' or '[' or ']' or '\\' or '~')
                escaped.Append('\\');
            escaped.Append(character is '\n' or '\r' ? ' ' : character);
        }

        return escaped.ToString();
    }
}
