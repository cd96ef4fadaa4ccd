using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images.Bmp;

/// <summary>The headers of a BMP file.</summary>
/// <param name="Size">Size of the image.</param>
/// <param name="TopDown">True if rows are stored from top to bottom.</param>
/// <param name="Bits">Number of bits per pixel.</param>
/// <param name="Masks">Bit masks of red, green and blue for pixels of 16 or 32 bits.</param>
/// <param name="Palette">Offset of the palette, blue first, for pixels of at most 8 bits.</param>
/// <param name="ColorBytes">Number of bytes per palette entry.</param>
/// <param name="Colors">Number of palette entries.</param>
/// <param name="Start">Offset of the pixels.</param>
internal sealed record BmpHeader(
    ImageSize Size, bool TopDown, int Bits, uint[] Masks, int Palette, int ColorBytes, int Colors, long Start)
{
    /// <summary>Name of the format.</summary>
    public const string Format = "BMP";

    private const int FileHeader = 14, Old = 12, Usual = 40, MaskBytes = 12;
    private const uint Uncompressed = 0, Masked = 3;

    /// <summary>Number of bytes per stored row.</summary>
    public long Stride => ((long)Size.Width * Bits + 31) / 32 * 4;

    /// <summary>Reads the headers at the start of a file; returns null if they are truncated.</summary>
    /// <exception cref="InputException">A header value is invalid or unsupported, or the image is too large.</exception>
    public static BmpHeader? Find(string place, ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader + Old)
        {
            return null;
        }

        var (start, length) = (UInt32(file, 10), UInt32(file, FileHeader));
        if (length == Old)
        {
            return Of(place, UInt16(file, 18), UInt16(file, 20), UInt16(file, 24), FileHeader + Old, 3, 0, [], start);
        }

        if (length is not (Usual or 52 or 56 or 64 or 108 or 124))
        {
            throw UnreadableImage.Damaged(place, Format, $"its header has {length} bytes");
        }

        if (file.Length < FileHeader + Usual)
        {
            return null;
        }

        var (bits, compression) = (UInt16(file, 28), UInt32(file, 30));
        var isMasked = compression == Masked && bits is 16 or 32 && length != 64;
        if (compression != Uncompressed && !isMasked)
        {
            throw new InputException(place, $"BMP pictures with compression {compression} are not supported.", "Convert it to PNG.");
        }

        if (isMasked && file.Length < FileHeader + Usual + MaskBytes)
        {
            return null;
        }

        var palette = FileHeader + (int)length + (isMasked && length == Usual ? MaskBytes : 0);
        uint[] masks = isMasked ? [UInt32(file, 54), UInt32(file, 58), UInt32(file, 62)] : [];
        return Of(place, (int)UInt32(file, 18), (int)UInt32(file, 22), bits, palette, 4, UInt32(file, 46), masks, start);
    }

    private static BmpHeader Of(
        string place, int width, int height, int bits, int palette, int colorBytes, uint colors, uint[] masks, uint start)
    {
        if (bits is not (1 or 4 or 8 or 16 or 24 or 32))
        {
            throw UnreadableImage.Damaged(place, Format, $"its pixels have {bits} bits");
        }

        var size = ImageLimits.Checked(place, Math.Abs((long)height), width);
        uint[] usual = bits == 16 ? [0x7C00, 0x03E0, 0x001F] : [0xFF0000, 0x00FF00, 0x0000FF];
        var most = bits > 8 ? 0 : 1 << bits;
        var named = colors == 0 ? most : (int)Math.Min(colors, (uint)most);
        return new(size, height < 0, bits, masks.Length == 0 ? usual : masks, palette, colorBytes, named, start);
    }

    private static uint UInt32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static ushort UInt16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
}
