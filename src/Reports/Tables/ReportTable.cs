namespace LmmCl.Reports.Tables;

/// <summary>A table, independent of the output format.</summary>
/// <param name="Title">Title of the table.</param>
/// <param name="Columns">Columns; the first names the rows, the others hold numbers unless marked as text.</param>
/// <param name="Rows">Rows in order.</param>
/// <param name="Notes">Notes needed to read the table.</param>
internal sealed record ReportTable(
    string Title,
    IReadOnlyList<ReportColumn> Columns,
    IReadOnlyList<ReportRow> Rows,
    IReadOnlyList<string> Notes)
{
    /// <summary>Width in characters of the widest cells side by side.</summary>
    internal int Width => Columns.Select((column, i) => 3 + Math.Max(LongestWord(column.Head), LongestCell(i))).Sum();

    /// <summary>The transposed table.</summary>
    internal ReportTable Turned => this with
    {
        Columns = [Columns[0], .. Rows.Select(row => new ReportColumn(row.Cells[0].Text))],
        Rows = [.. Columns.Skip(1).Select((column, i) => new ReportRow([column.Head, .. Rows.Select(row => row.Cells[i + 1])]))],
    };

    private int LongestCell(int column) => Rows.Select(row => row.Cells[column].Text.Length).DefaultIfEmpty().Max();

    private static int LongestWord(string head) => head.Split(' ').Max(word => word.Length);
}

/// <summary>A column with its header.</summary>
internal sealed record ReportColumn(string Head, bool IsText = false);

/// <summary>A row; <paramref name="StartsGroup"/> draws a rule above it.</summary>
internal sealed record ReportRow(IReadOnlyList<ReportCell> Cells, bool StartsGroup = false);

/// <summary>A cell.</summary>
/// <param name="Text">Text of the cell.</param>
/// <param name="Strong">True to emphasise the cell.</param>
/// <param name="Marks">Signs of the notes below that refer to the cell; empty if none does.</param>
internal sealed record ReportCell(string Text, bool Strong = false, string Marks = "")
{
    /// <summary>The published scorer gives another score.</summary>
    internal const string PublishedSign = "†";

    /// <summary>The score was changed after it was first recorded.</summary>
    internal const string RescoredSign = "‡";

    public static implicit operator ReportCell(string text) => new(text);
}
