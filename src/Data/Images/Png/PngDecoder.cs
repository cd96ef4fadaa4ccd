using System.IO.Compression;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images.Png;

/// <summary>Decodes PNG pictures of every colour type, bit depth and interlacing to RGB.</summary>
internal static class PngDecoder
{
    private const string Format = "PNG";

    /// <summary>Deflate cannot shrink data further than this, so fewer compressed bytes are certainly too few.</summary>
    private const long LargestDeflateRatio = 1032;

    /// <summary>The pixels of <paramref name="chunks"/>.</summary>
    /// <exception cref="InputException">The pixels are cut off or damaged.</exception>
    public static RgbImage Decode(string place, PngChunks chunks)
    {
        var header = chunks.Header;
        if (header.Color == PngColor.Palette && chunks.Palette.Length < 3)
        {
            throw UnreadableImage.Damaged(place, Format, "its palette is missing");
        }

        var needed = PngPass.Of(header).Sum(pass => (long)pass.Rows(header.Height) * (1 + header.RowBytes(pass.Columns(header.Width))));
        if (needed / LargestDeflateRatio > chunks.Compressed.Length)
        {
            throw UnreadableImage.Truncated(place, Format);
        }

        var pixels = new byte[header.Height * header.Width * 3];
        try
        {
            using var stream = new ZLibStream(AsStream(chunks.Compressed), CompressionMode.Decompress);
            var converter = new PngRow(header, chunks.Palette);
            foreach (var pass in PngPass.Of(header))
            {
                ReadPass(place, stream, header, pass, converter, pixels);
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw UnreadableImage.Damaged(place, Format, "its pixels cannot be decompressed", error);
        }

        return new RgbImage(header.Height, header.Width, pixels);
    }

    private static void ReadPass(string place, Stream stream, PngHeader header, PngPass pass, PngRow converter, byte[] pixels)
    {
        var columns = pass.Columns(header.Width);
        var row = new byte[header.RowBytes(columns) + 1];
        var above = new byte[row.Length];
        for (var y = pass.Y; y < header.Height; y += pass.StepY)
        {
            if (stream.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
            {
                throw UnreadableImage.Truncated(place, Format);
            }

            if (!PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterDistance))
            {
                throw UnreadableImage.Damaged(place, Format, $"row {y} has the unknown filter {row[0]}");
            }

            converter.ToRgb(row.AsSpan(1), columns, pixels.AsSpan((y * header.Width + pass.X) * 3), pass.StepX);
            (row, above) = (above, row);
        }
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(memory.ToArray(), writable: false);
}
