using System.Buffers.Binary;
using System.Text;

namespace LmmCl.Data.Images.Png;

/// <summary>A chunk of a PNG file.</summary>
/// <param name="Type">Chunk type, four letters.</param>
/// <param name="Data">Content of the chunk.</param>
/// <param name="Whole">The chunk including length, type and checksum.</param>
internal readonly record struct PngChunk(string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Whole)
{
    private const int Overhead = 12;

    /// <summary>First eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>True if the checksum is correct.</summary>
    public bool IsIntact => Crc32.Of(Whole.Span[4..^4]) == BinaryPrimitives.ReadUInt32BigEndian(Whole.Span[^4..]);

    /// <summary>Reads the chunk at <paramref name="position"/>; returns null if it is truncated.</summary>
    public static PngChunk? TryRead(ReadOnlyMemory<byte> file, int position)
    {
        if (file.Length - position < Overhead)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(file.Span[position..]);
        return length > file.Length - position - Overhead
            ? null
            : new(TypeAt(file.Span, position), file.Slice(position + 8, (int)length), file.Slice(position, (int)length + Overhead));
    }

    /// <summary>
    /// Returns the type of the chunk at <paramref name="position"/>, which may be truncated; empty if the type itself is truncated.
    /// </summary>
    public static string TypeAt(ReadOnlySpan<byte> file, int position) =>
        file.Length - position < 8 ? "" : Encoding.Latin1.GetString(file.Slice(position + 4, 4));
}
