using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Sizes;
using NetVips;

namespace LmmCl.Data.Images.Webp;

/// <summary>
/// Decodes WebP images; of an animation, the first frame. A file is a sequence of chunks: four letters, a length, and data padded to an
/// even length.
/// </summary>
internal static class WebpDecoder
{
    private const string Format = "WebP";
    private const int HeaderBytes = 30, RiffBytes = 8, FirstChunk = 12, ChunkHeader = 8, Side = 0x3FFF;

    /// <summary>Decodes the pixels.</summary>
    /// <exception cref="InputException">The file is truncated or damaged.</exception>
    public static RgbImage Decode(string place, ReadOnlyMemory<byte> file)
    {
        if (FindSize(place, file.Span) is not { } size
            || BinaryPrimitives.ReadUInt32LittleEndian(file.Span[4..]) > file.Length - RiffBytes)
        {
            throw UnreadableImage.Truncated(place, Format);
        }

        var bytes = file.ToArray();
        return VipsDecoder.Decode(
            place, Format, size, () => Image.WebploadBuffer(bytes, n: 1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error));
    }

    /// <summary>Returns the size in the start of a file; null if it is truncated.</summary>
    /// <exception cref="InputException">There is no size, or the image is too large.</exception>
    public static ImageSize? FindSize(string place, ReadOnlySpan<byte> start)
    {
        if (start.Length < HeaderBytes)
        {
            return null;
        }

        var lossy = BinaryPrimitives.ReadUInt32LittleEndian(start[26..]);
        var lossless = BinaryPrimitives.ReadUInt32LittleEndian(start[21..]);
        return start[12..16] switch
        {
            var kind when kind.SequenceEqual("VP8 "u8) => ImageLimits.Checked(place, (lossy >> 16) & Side, lossy & Side),
            var kind when kind.SequenceEqual("VP8L"u8) => ImageLimits.Checked(place, 1 + ((lossless >> 14) & Side), 1 + (lossless & Side)),
            var kind when kind.SequenceEqual("VP8X"u8) => ImageLimits.Checked(place, 1 + UInt24(start[27..]), 1 + UInt24(start[24..])),
            _ => throw UnreadableImage.Damaged(place, Format, "it starts with an unknown chunk"),
        };
    }

    /// <summary>Returns the EXIF data of a whole file, which follow its pixels; empty if there are none.</summary>
    public static ReadOnlyMemory<byte> FindExif(ReadOnlyMemory<byte> file)
    {
        for (long at = FirstChunk; at + ChunkHeader <= file.Length;)
        {
            var header = file.Span.Slice((int)at, ChunkHeader);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header.StartsWith("EXIF"u8) && at + ChunkHeader + length <= file.Length)
            {
                return file.Slice((int)at + ChunkHeader, (int)length);
            }

            at += ChunkHeader + length + (length & 1);
        }

        return default;
    }

    private static long UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
