using LmmCl.Reports.Tables;
using Spectre.Console;

namespace LmmCl.Reports.Formats;

/// <summary>Tables for a terminal.</summary>
internal static class ConsoleFormat
{
    internal static void Write(IAnsiConsole console, IEnumerable<(string Name, string Value)> header, IEnumerable<ReportTable> tables)
    {
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn();
        foreach (var (name, value) in header)
            facts.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value));
        console.Write(facts);
        foreach (var table in tables)
        {
            console.WriteLine();
            console.Write(Render(table.Width > console.Profile.Width && table.Turned.Width < table.Width ? table.Turned : table));
            foreach (var note in table.Notes)
                console.Write(new Text(note + Environment.NewLine, new Style(decoration: Decoration.Dim)));
        }
    }

    private static Table Render(ReportTable table)
    {
        var drawn = new Table().Border(TableBorder.Simple).Title(Markup.Escape(table.Title), new Style(decoration: Decoration.Bold));
        drawn.Title!.Style = new Style(decoration: Decoration.Bold);
        foreach (var column in table.Columns)
            drawn.AddColumn(Head(column, isFirst: column == table.Columns[0]));

        foreach (var row in table.Rows)
        {
            if (row.StartsGroup && drawn.Rows.Count > 0)
                drawn.AddEmptyRow();
            drawn.AddRow(row.Cells.Select(Cell));
        }

        return drawn;
    }

    private static TableColumn Head(ReportColumn column, bool isFirst)
    {
        var text = new Text(column.Head, new Style(decoration: Decoration.Bold));
        var head = new TableColumn(text) { NoWrap = isFirst }.Padding(1, 0);
        return column.IsText ? head : head.RightAligned();
    }

    private static Text Cell(ReportCell cell) => new(
        cell.Text + cell.Marks,
        new Style(decoration: cell.Strong ? Decoration.Bold : Decoration.None));
}
