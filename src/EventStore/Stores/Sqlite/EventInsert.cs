using System.Text;
using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>Inserts events, many rows per statement when there are many, to save the fixed cost of a statement.</summary>
internal sealed class EventInsert(SqliteDatabase database) : IDisposable
{
    private const int ManyRows = 20;
    private const string Row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private const int Columns = 10;

    private readonly SqliteStatement one = Prepare(database, 1);
    private readonly SqliteStatement many = Prepare(database, ManyRows);
    private (string Text, byte[] Utf8) type = ("", []);

    /// <summary>Inserts events of one stream, consecutive in the log.</summary>
    internal void Run(long stream, long firstSequence, ReadOnlySpan<EncodedEvent> events, ReadOnlySpan<ChainLink> links)
    {
        for (var at = 0; at < events.Length;)
        {
            var (statement, rows) = events.Length - at >= ManyRows ? (many, ManyRows) : (one, 1);
            for (var row = 0; row < rows; row++, at++)
                Bind(statement, row * Columns, stream, firstSequence + at, events[at], links[at]);
            statement.Run();
        }
    }

    internal void Reset()
    {
        one.Reset();
        many.Reset();
    }

    public void Dispose()
    {
        one.Dispose();
        many.Dispose();
    }

    private void Bind(SqliteStatement statement, int before, long stream, long sequence, in EncodedEvent happened, in ChainLink link)
    {
        if (!ReferenceEquals(type.Text, happened.Type))
            type = (happened.Type, Encoding.UTF8.GetBytes(happened.Type));
        Span<byte> id = stackalloc byte[16];
        happened.Id.TryWriteBytes(id, bigEndian: true, out _);
        statement.Bind(before + 1, sequence).Bind(before + 2, stream).Bind(before + 3, link.Version).BindBlob(before + 4, id)
            .BindText(before + 5, type.Utf8).Bind(before + 6, happened.SchemaVersion)
            .Bind(before + 7, Timestamps.ToMicroseconds(happened.Timestamp)).BindText(before + 8, happened.Data)
            .BindBlob(before + 9, link.Previous).BindBlob(before + 10, link.Hash);
    }

    private static SqliteStatement Prepare(SqliteDatabase database, int rows) => database.Prepare(
        "INSERT INTO events (sequence, stream, version, id, type, schema, timestamp, data, previous, hash) VALUES "
        + string.Join(", ", Enumerable.Repeat(Row, rows)));
}
