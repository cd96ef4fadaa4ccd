namespace LmmCl.Reports.Tables;

/// <summary>A table before it has a format.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Heads; the first column names the rows, the others hold figures unless they say text.</param>
/// <param name="Rows">Rows in order.</param>
/// <param name="Notes">What must be known to read it.</param>
internal sealed record ReportTable(
    string Title,
    IReadOnlyList<ReportColumn> Columns,
    IReadOnlyList<ReportRow> Rows,
    IReadOnlyList<string> Notes)
{
    /// <summary>Characters that its widest cells need side by side.</summary>
    internal int Width => Columns.Select((column, i) => 3 + Math.Max(LongestWord(column.Head), LongestCell(i))).Sum();

    /// <summary>The same with rows as columns.</summary>
    internal ReportTable Turned => this with
    {
        Columns = [Columns[0], .. Rows.Select(row => new ReportColumn(row.Cells[0].Text))],
        Rows = [.. Columns.Skip(1).Select((column, i) => new ReportRow([column.Head, .. Rows.Select(row => row.Cells[i + 1])]))],
    };

    private int LongestCell(int column) => Rows.Select(row => row.Cells[column].Text.Length).DefaultIfEmpty().Max();

    private static int LongestWord(string head) => head.Split(' ').Max(word => word.Length);
}

/// <summary>A column's head.</summary>
internal sealed record ReportColumn(string Head, bool IsText = false);

/// <summary>A row; <paramref name="StartsGroup"/> asks for a rule above it.</summary>
internal sealed record ReportRow(IReadOnlyList<ReportCell> Cells, bool StartsGroup = false);

/// <summary>A cell.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Strong">What the reader should find first.</param>
/// <param name="Mark">True where a note below concerns it.</param>
internal sealed record ReportCell(string Text, bool Strong = false, bool Mark = false)
{
    internal const string MarkSign = "†";

    public static implicit operator ReportCell(string text) => new(text);
}
