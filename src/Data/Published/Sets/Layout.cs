using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>A form in which a data set is published: its columns, and how a row becomes an example.</summary>
/// <param name="Name">Short name for messages and lists.</param>
/// <param name="Columns">Columns that are read.</param>
/// <param name="Of">Makes an example of a row; null leaves out a row that belongs to another split.</param>
internal sealed record Layout(string Name, IReadOnlyList<Column> Columns, Func<Row, SplitUse, Example?> Of)
{
    /// <summary>Columns that a file must have.</summary>
    public IEnumerable<string> Required => Columns.Where(column => !column.IsOptional).Select(column => column.Name);
}
