using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images.Gif;

/// <summary>The first frame of a GIF file.</summary>
/// <param name="Canvas">Size of the whole image.</param>
/// <param name="Top">Rows of the canvas above the frame.</param>
/// <param name="Left">Columns of the canvas left of the frame.</param>
/// <param name="Size">Size of the frame.</param>
/// <param name="IsInterlaced">True if its rows are stored in four passes.</param>
/// <param name="Palette">Red-green-blue triples; empty for grayscale.</param>
/// <param name="Around">Index of the background colour around the frame.</param>
/// <param name="Start">Offset of its pixels in the file.</param>
internal sealed record GifFrame(
    ImageSize Canvas, int Top, int Left, ImageSize Size, bool IsInterlaced, ReadOnlyMemory<byte> Palette, int Around, int Start)
{
    private const int HeaderBytes = 13, DescriptorBytes = 10, ControlBytes = 8;
    private const byte Extension = 0x21, GraphicControl = 0xF9, Descriptor = 0x2C, End = 0x3B;
    private const byte HasPalette = 0x80, PaletteBits = 0x07, Interlaced = 0x40, Transparent = 0x01;

    /// <summary>Finds the first frame; returns null if the file ends before its pixels.</summary>
    /// <exception cref="InputException">There is no frame, a side is 0, or the image is too large.</exception>
    public static GifFrame? Find(string place, ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < HeaderBytes)
        {
            return null;
        }

        var palette = PaletteAt(file, HeaderBytes, flags: bytes[10]);
        var (position, around) = (HeaderBytes + palette.Length, 0);
        while (position < bytes.Length)
        {
            switch (bytes[position])
            {
                case Descriptor:
                    return position + DescriptorBytes < bytes.Length ? Of(place, file, position, palette, around) : null;
                case Extension:
                    var control = bytes[position..];
                    if (control.Length >= ControlBytes && control[1] == GraphicControl)
                    {
                        around = (control[3] & Transparent) != 0 ? control[6] : 0;
                    }

                    position = AfterBlocks(bytes, position + 2);
                    break;
                case End:
                    throw UnreadableImage.Damaged(place, GifDecoder.Format, "it has no frame");
                default:
                    position++;
                    break;
            }
        }

        return null;
    }

    /// <summary>
    /// Builds a file of this frame alone, as large as the image and without transparency; returns null if its pixels are truncated.
    /// </summary>
    /// <param name="file">The file that contains the frame.</param>
    public byte[]? Alone(ReadOnlyMemory<byte> file)
    {
        var end = AfterBlocks(file.Span, Start + 1);
        if (end > file.Length)
        {
            return null;
        }

        byte[] size = [(byte)Size.Width, (byte)(Size.Width >> 8), (byte)Size.Height, (byte)(Size.Height >> 8)];
        var interlaced = IsInterlaced ? Interlaced : (byte)0;
        return
        [
            .. "GIF89a"u8, .. size, HasPalette | PaletteBits, 0, 0, .. Colors(),
            Descriptor, 0, 0, 0, 0, .. size, interlaced, .. file.Span[Start..end],
            End,
        ];
    }

    /// <summary>Returns all 256 colours; those not defined by the file are black.</summary>
    public byte[] Colors()
    {
        var colors = new byte[256 * 3];
        if (Palette.IsEmpty)
        {
            Array.ForEach([.. Enumerable.Range(0, 256)], gray => colors.AsSpan(gray * 3, 3).Fill((byte)gray));
        }

        Palette.Span.CopyTo(colors);
        return colors;
    }

    private static GifFrame Of(string place, ReadOnlyMemory<byte> file, int position, ReadOnlyMemory<byte> palette, int around)
    {
        int Number(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.Span[at..]);
        var (left, top, width, height) = (Number(position + 1), Number(position + 3), Number(position + 5), Number(position + 7));
        var flags = file.Span[position + 9];
        var own = PaletteAt(file, position + DescriptorBytes, flags);
        var canvas = ImageLimits.Checked(place, Math.Max(Number(8), top + height), Math.Max(Number(6), left + width));
        return new(
            canvas,
            top,
            left,
            ImageLimits.Checked(place, height, width),
            (flags & Interlaced) != 0,
            own.IsEmpty ? palette : own,
            around,
            position + DescriptorBytes + own.Length);
    }

    private static ReadOnlyMemory<byte> PaletteAt(ReadOnlyMemory<byte> file, int position, byte flags)
    {
        var length = (flags & HasPalette) == 0 ? 0 : 3 * (2 << (flags & PaletteBits));
        return file.Slice(position, Math.Min(length, file.Length - position));
    }

    /// <summary>
    /// Returns the position after length-prefixed blocks that end with an empty one; beyond the end if they are truncated.
    /// </summary>
    private static int AfterBlocks(ReadOnlySpan<byte> bytes, int position)
    {
        while (position < bytes.Length && bytes[position] != 0)
        {
            position += 1 + bytes[position];
        }

        return position + 1;
    }
}
