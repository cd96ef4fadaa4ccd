using System.Buffers.Binary;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images.Exif;

/// <summary>EXIF orientation: the rotation that makes a stored image upright.</summary>
internal static class ExifOrientation
{
    /// <summary>Orientation of an image that is stored upright.</summary>
    public const int Upright = 1;

    private const int Tag = 0x0112;
    private const int EntryBytes = 12;
    private const int ShortType = 3;

    /// <summary>
    /// Reads the orientation from EXIF data (a TIFF header and its first directory); <see cref="Upright"/> if it is absent or unreadable.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        var tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        var bigEndian = tiff.StartsWith("MM\0*"u8);
        if (tiff.Length < 8 || (!bigEndian && !tiff.StartsWith("II*\0"u8)))
        {
            return Upright;
        }

        var directory = UInt32(tiff[4..], bigEndian);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        var entries = tiff[(int)directory..];
        var count = UInt16(entries, bigEndian);
        entries = entries[2..];
        for (var i = 0; i < count && entries.Length >= EntryBytes; i++, entries = entries[EntryBytes..])
        {
            if (UInt16(entries, bigEndian) == Tag)
            {
                var value = entries[8..];
                return UInt16(entries[2..], bigEndian) == ShortType ? UInt16(value, bigEndian) : (int)UInt32(value, bigEndian);
            }
        }

        return Upright;
    }

    /// <summary>Returns true if the rotation exchanges height and width.</summary>
    public static bool SwapsSides(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>
    /// Rotates <paramref name="image"/> upright; returns it unchanged if <paramref name="orientation"/> is 1 or not one of 2 to 8.
    /// </summary>
    public static RgbImage Apply(RgbImage image, int orientation)
    {
        var (bottom, right) = (image.Height - 1, image.Width - 1);
        return orientation switch
        {
            2 => Turned(image, false, (y, x) => (y, right - x)),
            3 => Turned(image, false, (y, x) => (bottom - y, right - x)),
            4 => Turned(image, false, (y, x) => (bottom - y, x)),
            5 => Turned(image, true, (y, x) => (x, y)),
            6 => Turned(image, true, (y, x) => (bottom - x, y)),
            7 => Turned(image, true, (y, x) => (bottom - x, right - y)),
            8 => Turned(image, true, (y, x) => (x, right - y)),
            _ => image,
        };
    }

    private static RgbImage Turned(RgbImage image, bool swapSides, Func<int, int, (int Y, int X)> source)
    {
        var (height, width) = swapSides ? (image.Width, image.Height) : (image.Height, image.Width);
        var pixels = new byte[image.Pixels.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = source(y, x);
                image.Pixels.AsSpan((from.Y * image.Width + from.X) * 3, 3).CopyTo(pixels.AsSpan((y * width + x) * 3));
            }
        }

        return new RgbImage(height, width, pixels);
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
