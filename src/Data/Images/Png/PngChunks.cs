using System.Buffers.Binary;
using System.Text;
using LmmCl.Abstractions;

namespace LmmCl.Data.Images.Png;

/// <summary>What a decoder needs of a PNG file: its header, palette, compressed pixels and EXIF data.</summary>
/// <param name="Header">IHDR.</param>
/// <param name="Palette">PLTE, red-green-blue triples; empty without one.</param>
/// <param name="Compressed">The data of all IDAT chunks, one after another: a zlib stream.</param>
/// <param name="Exif">eXIf; empty without one.</param>
internal sealed record PngChunks(PngHeader Header, ReadOnlyMemory<byte> Palette, ReadOnlyMemory<byte> Compressed, ReadOnlyMemory<byte> Exif)
{
    private const string Format = "PNG";
    private const int Overhead = 12;

    /// <summary>The first eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>
    /// Reads the chunks. Checksums count up to the last IDAT chunk; what follows holds no pixels, so a file whose tail is missing or wrong
    /// is still read.
    /// </summary>
    /// <exception cref="InputException">A chunk is cut off, has a wrong checksum, or is missing.</exception>
    public static PngChunks Read(string place, ReadOnlyMemory<byte> file)
    {
        PngHeader? header = null;
        ReadOnlyMemory<byte> palette = default, exif = default;
        var pixels = new List<ReadOnlyMemory<byte>>();
        var pixelsEnded = false;
        for (var position = Signature.Length; ;)
        {
            if (!TryNext(file[position..], out var type, out var data, out var intact))
            {
                return pixels.Count > 0 && (pixelsEnded || type != "IDAT")
                    ? Found()
                    : throw UnreadableImage.Truncated(place, Format, $"it ends {(type == "IDAT" ? "inside" : "before")} its pixels");
            }

            position += data.Length + Overhead;
            pixelsEnded |= pixels.Count > 0 && type != "IDAT";
            if (!intact && !pixelsEnded)
            {
                throw UnreadableImage.Damaged(place, Format, $"the checksum of its chunk '{type}' is wrong");
            }

            if ((header is null) != (type == "IHDR"))
            {
                throw UnreadableImage.Damaged(
                    place, Format, $"chunk '{type}' {(header is null ? "comes before the header" : "appears twice")}");
            }

            switch (type)
            {
                case "IHDR": header = PngHeader.Parse(place, data.Span); break;
                case "PLTE" when pixels.Count == 0: palette = data; break;
                case "eXIf" when intact: exif = data; break;
                case "IDAT" when !pixelsEnded: pixels.Add(data); break;
                case "IEND" when pixels.Count > 0: return Found();
                case "IEND": throw UnreadableImage.Damaged(place, Format, "it has no pixels");
            }
        }

        PngChunks Found() => new(header!, palette, Joined(pixels), exif);
    }

    /// <summary>The header at the start of a file; null where none is there, or it is cut off or has a wrong checksum.</summary>
    /// <exception cref="InputException">The header says what cannot be.</exception>
    public static PngHeader? FindHeader(string place, ReadOnlyMemory<byte> start) =>
        TryNext(start[Signature.Length..], out var type, out var data, out var intact) && intact && type == "IHDR"
            ? PngHeader.Parse(place, data.Span)
            : null;

    /// <summary>The next chunk; false where the file ends before the chunk does (its type is known all the same if it is there).</summary>
    private static bool TryNext(ReadOnlyMemory<byte> rest, out string type, out ReadOnlyMemory<byte> data, out bool intact)
    {
        (type, data, intact) = ("", default, false);
        if (rest.Length < 8)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest.Span);
        type = Encoding.Latin1.GetString(rest.Span[4..8]);
        if (length > rest.Length - Overhead)
        {
            return false;
        }

        var end = 8 + (int)length;
        data = rest[8..end];
        intact = Crc32.Of(rest.Span[4..end]) == BinaryPrimitives.ReadUInt32BigEndian(rest.Span[end..]);
        return true;
    }

    private static ReadOnlyMemory<byte> Joined(List<ReadOnlyMemory<byte>> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var all = new byte[parts.Sum(part => part.Length)];
        var position = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all.AsMemory(position));
            position += part.Length;
        }

        return all;
    }
}
