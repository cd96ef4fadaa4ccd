using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>Structure of a JPEG file according to its markers, found without decoding.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Components">Number of components: 1 gray, 3 colour, 4 CMYK.</param>
/// <param name="SeveralScans">True if the pixels are spread over the whole file (progressive, or one scan per component).</param>
/// <param name="Ended">True if the end marker is present.</param>
/// <param name="Exif">The EXIF segment; empty if there is none.</param>
/// <param name="Bare">The file without segments that do not affect its pixels (EXIF, profiles, comments), and with an end marker.</param>
internal sealed record JpegStructure(
    int Height, int Width, int Components, bool SeveralScans, bool Ended, ReadOnlyMemory<byte> Exif, byte[] Bare)
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, FirstRestart = 0xD0, LastRestart = 0xD7, Temporary = 0x01;
    private const byte App0 = 0xE0, App1 = 0xE1, App14 = 0xEE, App15 = 0xEF, Comment = 0xFE;

    /// <summary>Limit on the scans of a progressive image: each scan processes the whole image, so a small file could take hours.</summary>
    private const int MostScans = 500;

    /// <summary>Pixels of the largest image times the usual number of scans.</summary>
    private const long MostScannedPixels = 20 * ImageLimits.LargestPixels;

    /// <summary>Parses the markers of <paramref name="file"/>.</summary>
    /// <exception cref="InputException">The file ends before the image size is known, or exceeds the scan limits.</exception>
    public static JpegStructure Read(string place, ReadOnlyMemory<byte> file)
    {
        JpegFrame? frame = null;
        int? firstScanComponents = null;
        ReadOnlyMemory<byte> exif = default;
        var bare = new MemoryStream(file.Length);
        var (position, scans, copied, ended) = (2, 0, 0, false);
        while (!ended && TryNext(file.Span, ref position, out var marker, out var start, out var length))
        {
            var data = file.Slice(start, length);
            switch (marker)
            {
                case End: ended = true; break;
                case Scan when length > 0: firstScanComponents ??= data.Span[0]; scans++; break;
                case App1 when exif.IsEmpty && data.Span.StartsWith("Exif\0\0"u8): exif = data; break;
                default: frame ??= JpegFrame.Of(marker, data.Span); break;
            }

            if (scans == 0 && (marker is > App0 and <= App15 and not App14 or Comment))
            {
                bare.Write(file.Span[copied..(start - 4)]);
                copied = position;
            }
        }

        if (frame is not { } found || firstScanComponents is null)
        {
            throw ended
                ? UnreadableImage.Damaged(place, "JPEG", "it has no pixels")
                : UnreadableImage.Truncated(place, "JPEG", "it ends before its pixels");
        }

        ImageLimits.Checked(place, found.Height, found.Width);
        if (scans > MostScans || (long)scans * found.Height * found.Width > MostScannedPixels)
        {
            throw UnreadableImage.Damaged(place, "JPEG", $"it has {scans} scans");
        }

        bare.Write(file.Span[copied..]);
        bare.Write(ended ? [] : [0xFF, End]);
        var severalScans = found.IsProgressive || firstScanComponents < found.Components;
        return new JpegStructure(found.Height, found.Width, found.Components, severalScans, ended, exif, bare.ToArray());
    }

    /// <summary>Returns the EXIF segment before the frame header; empty if there is none.</summary>
    public static ReadOnlyMemory<byte> FindExif(ReadOnlyMemory<byte> start)
    {
        var position = 2;
        while (TryNext(start.Span, ref position, out var marker, out var from, out var length) && marker is not (Scan or End))
        {
            if (marker == App1 && start.Span.Slice(from, length).StartsWith("Exif\0\0"u8))
            {
                return start.Slice(from, length);
            }
        }

        return default;
    }

    /// <summary>Finds the frame header at the start of a file; returns null if it is absent or truncated.</summary>
    /// <exception cref="InputException">A side is 0, or the image is too large.</exception>
    public static JpegFrame? FindFrame(string place, ReadOnlyMemory<byte> start)
    {
        var position = 2;
        while (TryNext(start.Span, ref position, out var marker, out var from, out var length))
        {
            if (JpegFrame.Of(marker, start.Span.Slice(from, length)) is { } frame)
            {
                ImageLimits.Checked(place, frame.Height, frame.Width);
                return frame;
            }
        }

        return null;
    }

    /// <summary>Finds the next marker and its data, skipping entropy-coded pixels; returns false at the end of the file.</summary>
    private static bool TryNext(ReadOnlySpan<byte> file, ref int position, out byte marker, out int start, out int length)
    {
        (marker, start, length) = (0, 0, 0);
        while (position + 1 < file.Length)
        {
            var distance = file[position..].IndexOf((byte)0xFF);
            position += Math.Max(distance, 0);
            if (distance < 0 || position + 1 >= file.Length)
            {
                return false;
            }

            marker = file[position + 1];
            if (marker is 0x00 or 0xFF or Temporary or Start or (>= FirstRestart and <= LastRestart))
            {
                position++;
                continue;
            }

            start = position += 2;
            if (marker == End)
            {
                return true;
            }

            if (position + 2 > file.Length)
            {
                return false;
            }

            start = position + 2;
            position += Math.Max((int)UInt16(file[position..]), 2);
            length = position - start;
            return position <= file.Length;
        }

        return false;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
