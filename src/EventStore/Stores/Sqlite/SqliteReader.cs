using System.Text;
using System.Text.Json;
using LmmCl.EventStore.Reading;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>Reads pages of events on a connection of its own. Used by one thread at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const string Columns = "SELECT sequence, stream, version, id, type, schema, timestamp, data, previous, hash FROM events ";

    private const string Chosen = "sequence <= ? AND type NOT IN (SELECT value FROM json_each(?)) ";

    private readonly SqliteDatabase database;
    private readonly SqliteStatement allAfter, streamFrom, heads, headOf;
    private readonly Dictionary<long, string> streamNames = [];
    private readonly Dictionary<string, long> streamRows = new(StringComparer.Ordinal);
    private (string Text, byte[] Utf8) lastType = ("", []);

    internal SqliteReader(SqliteDatabase database)
    {
        this.database = database;
        allAfter = database.Prepare(Columns + "WHERE sequence > ? AND " + Chosen + "ORDER BY sequence LIMIT ?");
        streamFrom = database.Prepare(Columns + "WHERE stream = ? AND version >= ? AND " + Chosen + "ORDER BY version LIMIT ?");
        heads = database.Prepare("SELECT id, name, version, hash FROM streams ORDER BY id");
        headOf = database.Prepare("SELECT version, hash FROM streams WHERE name = ?");
    }

    /// <summary>Reads selected events of all streams after a sequence number.</summary>
    internal Page All(EventSelection selection, long afterSequence, int limit) =>
        Rows(Bind(allAfter.Bind(1, afterSequence), 2, selection, limit), limit);

    /// <summary>Reads selected events of the selection's stream from a version on.</summary>
    internal Page Stream(EventSelection selection, long fromVersion, int limit)
    {
        if (!streamRows.ContainsKey(selection.Stream!))
            Heads();
        return streamRows.TryGetValue(selection.Stream!, out var row)
            ? Rows(Bind(streamFrom.Bind(1, row).Bind(2, fromVersion), 3, selection, limit), limit)
            : new([], IsLast: true);
    }

    internal List<StreamHead> Heads()
    {
        var found = new List<StreamHead>();
        try
        {
            while (heads.Step())
            {
                var name = heads.Text(1);
                streamNames[heads.Number(0)] = name;
                streamRows[name] = heads.Number(0);
                found.Add(new(name, heads.Number(2), heads.Bytes(3).ToArray()));
            }
        }
        finally
        {
            heads.Reset();
        }

        return found;
    }

    internal StreamHead? Head(string stream)
    {
        try
        {
            return headOf.Bind(1, stream).Step() ? new(stream, headOf.Number(0), headOf.Bytes(1).ToArray()) : null;
        }
        finally
        {
            headOf.Reset();
        }
    }

    internal string? FindFault(CancellationToken ct)
    {
        using var interruption = ct.Register(database.Interrupt);
        return SqliteSchema.FindFault(database);
    }

    private static SqliteStatement Bind(SqliteStatement query, int next, EventSelection selection, int limit) => query
        .Bind(next, selection.UntilSequence ?? long.MaxValue)
        .Bind(next + 1, JsonSerializer.Serialize(selection.Without ?? []))
        .Bind(next + 2, limit);

    /// <summary>
    /// Reads the rows of a page. A damaged row ends the page, so that the rows before it can be read; if it is the first row, it throws.
    /// </summary>
    private Page Rows(SqliteStatement query, int limit)
    {
        var rows = new List<StoredEvent>();
        try
        {
            while (query.Step())
                rows.Add(Row(query));
        }
        catch (DamagedEventException) when (rows.Count > 0)
        {
            return new(rows, IsLast: false);
        }
        finally
        {
            query.Reset();
        }

        return new(rows, IsLast: rows.Count < limit);
    }

    private StoredEvent Row(SqliteStatement query)
    {
        var sequence = query.Number(0);
        var stream = query.Number(1);
        if (!streamNames.ContainsKey(stream))
            Heads();
        if (!streamNames.TryGetValue(stream, out var name))
            throw new DamagedEventException(sequence, $"it belongs to stream {stream}, which does not exist.");
        if (query.Bytes(3).Length != 16)
            throw new DamagedEventException(sequence, "its id does not have 16 bytes.");
        var microseconds = query.Number(6);
        if (microseconds is < MinimumTime or > MaximumTime)
            throw new DamagedEventException(sequence, $"its time {microseconds} is out of range.");
        return new(
            name,
            query.Number(2),
            sequence,
            new Guid(query.Bytes(3), bigEndian: true),
            TypeName(query.Bytes(4)),
            unchecked((int)query.Number(5)),
            Timestamps.FromMicroseconds(microseconds),
            query.Bytes(7).ToArray(),
            query.Bytes(8).ToArray(),
            query.Bytes(9).ToArray());
    }

    /// <summary>The name of an event kind; caches the last one, because kinds repeat.</summary>
    private string TypeName(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(lastType.Utf8))
            lastType = (Encoding.UTF8.GetString(utf8), utf8.ToArray());
        return lastType.Text;
    }

    private const long MinimumTime = -62_135_596_800_000_000;
    private const long MaximumTime = 253_402_300_799_999_999;

    public void Dispose()
    {
        allAfter.Dispose();
        streamFrom.Dispose();
        heads.Dispose();
        headOf.Dispose();
        database.Dispose();
    }
}
