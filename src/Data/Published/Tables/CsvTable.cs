using System.Text;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Tables;

/// <summary>A CSV file whose first line names its columns. Fields may be quoted.</summary>
internal sealed class CsvTable : ITable
{
    private readonly List<string[]> lines;

    public CsvTable(string path)
    {
        File = path;
        lines = Split(Encoding.UTF8.GetString(TextFile.ReadBytes(path).Span));
        if (lines.Count < 2)
        {
            throw new InputException(path, "the file has no rows.", "The first line names the columns, each other line is a row.");
        }

        Columns = [.. lines[0].Select(name => name.Trim())];
    }

    public string File { get; }

    public IReadOnlyList<string> Sources => [File];

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<Row> Read(IReadOnlyList<Column> columns)
    {
        var names = Columns.ToList();
        var places = columns.Select(column => (Column: column, At: names.IndexOf(column.Name))).Where(one => one.At >= 0).ToList();
        for (var i = 1; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Length != Columns.Count)
            {
                throw new InputException(
                    $"{File}: row {i}", $"the row has {line.Length} fields, the first line names {Columns.Count}.", "Correct the row.");
            }

            yield return new Row(File, i, places.ToDictionary(one => one.Column.Name, one => Value(one.Column, line[one.At])));
        }
    }

    public void Dispose()
    {
    }

    private static object? Value(Column column, string field) =>
        field.Length == 0 ? null : column.Kind is ColumnKind.Picture or ColumnKind.Pictures ? new PictureSource(null, field) : field;

    private List<string[]> Split(string text)
    {
        var (result, line, field) = (new List<string[]>(), new List<string>(), new StringBuilder());
        var (quoted, opened) = (false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var mark = text[i];
            if (quoted)
            {
                if (mark != '"')
                {
                    field.Append(mark);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[++i]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (mark == '"' && field.Length == 0)
            {
                (quoted, opened) = (true, result.Count + 1);
            }
            else if (mark is ',' or '\n')
            {
                line.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (mark == '\n')
                {
                    End(result, line);
                }
            }
            else
            {
                field.Append(mark);
            }
        }

        if (quoted)
        {
            throw new InputException($"{File}: line {opened}", "a quotation mark is never closed.", "Download the file again.");
        }

        line.Add(field.ToString().TrimEnd('\r'));
        End(result, line);
        return result;
    }

    /// <summary>Keeps a line unless it is blank.</summary>
    private static void End(List<string[]> result, List<string> line)
    {
        if (line is not [{ Length: 0 }])
        {
            result.Add([.. line]);
        }

        line.Clear();
    }
}
