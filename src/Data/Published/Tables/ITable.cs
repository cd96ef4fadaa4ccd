namespace LmmCl.Data.Published.Tables;

/// <summary>A published file of rows.</summary>
internal interface ITable : IDisposable
{
    /// <summary>Path of the file.</summary>
    string File { get; }

    /// <summary>Files whose content is read: the file itself, or the parts of a folder.</summary>
    IReadOnlyList<string> Sources { get; }

    /// <summary>Names of the columns, in the file's order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads all rows, in the file's order, with only these columns.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">The file is damaged, or a column holds something else.</exception>
    IEnumerable<Row> Read(IReadOnlyList<Column> columns);
}
