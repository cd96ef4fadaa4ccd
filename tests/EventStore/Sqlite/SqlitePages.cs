using static System.Buffers.Binary.BinaryPrimitives;

namespace LmmCl.EventStore.Tests.Sqlite;

/// <summary>
/// Which bytes of a database file nothing is read from, after SQLite's description of its format (sqlite.org/fileformat2.html).
/// </summary>
internal static class SqlitePages
{
    private const int HeaderLength = 100;
    private const byte IndexInner = 2, TableInner = 5, IndexLeaf = 10, TableLeaf = 13;

    /// <summary>
    /// Bookkeeping of the first page, which no reader of events goes by: version needed to write, change counter, schema cookie and format,
    /// cache size, text encoding (its low bits are read), reserved room, version of the library that wrote it.
    /// </summary>
    private static readonly (int From, int To)[] bookkeeping = [(18, 19), (24, 28), (40, 52), (56, 60), (72, 100)];

    internal static int SizeOf(byte[] file) => ReadUInt16BigEndian(file.AsSpan(16));

    internal static HashSet<int> BytesWithoutMeaning(byte[] file)
    {
        var size = SizeOf(file);
        var without = new HashSet<int>(bookkeeping.SelectMany(field => Enumerable.Range(field.From, field.To - field.From)));
        for (var start = 0; start < file.Length; start += size)
            without.UnionWith(UnusedRoom(file.AsSpan(start, size), start == 0 ? HeaderLength : 0).Select(place => start + place));
        return without;
    }

    /// <summary>What of a b-tree page is neither its header, nor a pointer to a cell, nor a cell, nor the head of a free block.</summary>
    private static List<int> UnusedRoom(ReadOnlySpan<byte> page, int header)
    {
        var kind = page[header];
        if (kind is not (IndexInner or TableInner or IndexLeaf or TableLeaf))
            return [];
        var used = new bool[page.Length];
        var pointers = header + (kind is IndexLeaf or TableLeaf ? 8 : 12);
        var cells = ReadUInt16BigEndian(page[(header + 3)..]);
        used.AsSpan(0, pointers + (2 * cells)).Fill(true);
        for (var cell = 0; cell < cells; cell++)
        {
            var start = ReadUInt16BigEndian(page[(pointers + (2 * cell))..]);
            used.AsSpan(start, CellLength(page[start..], kind, page.Length)).Fill(true);
            if (header > 0)
                used[start + RowNumberIn(page[start..])] = false;
        }

        for (int block = ReadUInt16BigEndian(page[(header + 1)..]); block > 0; block = ReadUInt16BigEndian(page[block..]))
            used.AsSpan(block, 4).Fill(true);
        return [.. used.Index().Where(place => !place.Item).Select(place => place.Index)];
    }

    /// <summary>Rows of the schema, which lies on the first page, are found by their names; their numbers are small.</summary>
    private static int RowNumberIn(ReadOnlySpan<byte> cell)
    {
        var at = 0;
        Varint(cell, ref at);
        return at;
    }

    private static int CellLength(ReadOnlySpan<byte> cell, byte kind, int room)
    {
        var length = kind is IndexInner or TableInner ? 4 : 0;
        var payload = kind == TableInner ? 0 : Varint(cell, ref length);
        if (kind is TableInner or TableLeaf)
            Varint(cell, ref length);
        var most = kind == TableLeaf ? room - 35 : ((room - 12) * 64 / 255) - 23;
        if (payload > most)
            throw new NotSupportedException($"A cell of {payload} bytes goes on on another page, which is not followed here.");
        return Math.Max(4, length + (int)payload);
    }

    private static long Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0L;
        byte next;
        do
        {
            next = bytes[at++];
            value = (value << 7) | (next & 0x7fL);
        }
        while (next >= 0x80);
        return value;
    }
}
