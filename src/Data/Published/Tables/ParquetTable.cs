using Apache.Arrow;
using Apache.Arrow.Ipc;
using LmmCl.Abstractions;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace LmmCl.Data.Published.Tables;

/// <summary>A Parquet file, read a few rows at a time.</summary>
internal sealed class ParquetTable : ITable
{
    // Pictures of documents have several megabytes.
    private const int RowsAtOnce = 32;
    private const int StreamBuffer = 1 << 20;

    private readonly FileReader reader;

    public ParquetTable(string path)
    {
        File = path;
        reader = Guarded(() =>
        {
            ParquetLibrary.EnsureLoaded();
            using var reading = ReaderProperties.GetDefaultReaderProperties();
            reading.EnableBufferedStream();
            reading.BufferSize = StreamBuffer;
            using var arrow = ArrowReaderProperties.GetDefault();
            arrow.BatchSize = RowsAtOnce;
            arrow.PreBuffer = false;
            arrow.UseThreads = false;
            return new FileReader(path, reading, arrow);
        });
        Columns = Guarded(() => reader.Schema.FieldsList.Select(field => field.Name).ToList());
    }

    public string File { get; }

    public IReadOnlyList<string> Sources => [File];

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<Row> Read(IReadOnlyList<Column> columns)
    {
        var wanted = columns.Where(column => Columns.Contains(column.Name)).ToList();
        using var batches = Guarded(() => reader.GetRecordBatchReader(null, Leaves(wanted)));
        var number = 0L;
        while (Guarded(() => Next(batches)) is { } batch)
        {
            using (batch)
            {
                var read = wanted.Select(column => (column.Name, Values: Guarded(() => new ArrowColumn(File, column, Of(batch, column)))))
                    .ToList();
                for (var i = 0; i < batch.Length; i++)
                {
                    number++;
                    var at = i;
                    var row = number;
                    yield return new Row(
                        File, row, read.ToDictionary(one => one.Name, one => Guarded(() => one.Values[at, row]), StringComparer.Ordinal));
                }
            }
        }
    }

    public void Dispose() => reader.Dispose();

    private static RecordBatch? Next(IArrowArrayStream batches) => batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();

    private static IArrowArray Of(RecordBatch batch, Column column) =>
        batch.Column(batch.Schema.FieldsList.Select((field, index) => (field, index)).First(one => one.field.Name == column.Name).index);

    /// <summary>The positions of the leaves of the columns: a picture has two, its bytes and its path.</summary>
    private int[] Leaves(List<Column> wanted)
    {
        var schema = reader.ParquetReader.FileMetaData.Schema;
        var names = wanted.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, schema.NumColumns).Where(i => names.Contains(schema.Column(i).Path.ToDotVector()[0]))];
    }

    /// <summary>Every failure of the library is one error that names the file.</summary>
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not InputException and not OperationCanceledException and not OutOfMemoryException)
        {
            var reason = (error.GetBaseException().Message.Split('\n')[0] ?? "").Trim().TrimEnd('.');
            throw new InputException(
                File, $"this Parquet file is damaged or truncated ({reason}).", "Download it again and compare its hash.", error);
        }
    }
}
