using System.Buffers.Binary;
using System.Numerics;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images.Bmp;

/// <summary>Decodes uncompressed BMP images, which libvips does not support.</summary>
internal static class BmpDecoder
{
    /// <summary>Decodes the pixels.</summary>
    /// <exception cref="InputException">The file is truncated, damaged or compressed.</exception>
    public static RgbImage Decode(string place, ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (BmpHeader.Find(place, bytes) is not { } header
            || header.Palette + header.Colors * header.ColorBytes > bytes.Length
            || header.Start + (header.Size.Height - 1) * header.Stride + ((long)header.Size.Width * header.Bits + 7) / 8 > bytes.Length)
        {
            throw UnreadableImage.Truncated(place, BmpHeader.Format);
        }

        var (height, width) = (header.Size.Height, header.Size.Width);
        var colors = Colors(header, bytes);
        var pixels = new byte[height * width * 3];
        for (var y = 0; y < height; y++)
        {
            var row = bytes[(int)(header.Start + (header.TopDown ? y : height - 1 - y) * header.Stride)..];
            var target = pixels.AsSpan(y * width * 3, width * 3);
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = header.Bits switch
                {
                    <= 8 => colors[Index(row, x, header.Bits)],
                    24 => (row[3 * x + 2], row[3 * x + 1], row[3 * x]),
                    16 => Masked(header.Masks, BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])),
                    _ => Masked(header.Masks, BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..])),
                };
                (target[3 * x], target[3 * x + 1], target[3 * x + 2]) = (red, green, blue);
            }
        }

        return new RgbImage(height, width, pixels);
    }

    /// <summary>Reads the palette; colours beyond it are black.</summary>
    private static (byte Red, byte Green, byte Blue)[] Colors(BmpHeader header, ReadOnlySpan<byte> file)
    {
        var colors = new (byte, byte, byte)[256];
        for (var i = 0; i < header.Colors; i++)
        {
            var color = file[(header.Palette + i * header.ColorBytes)..];
            colors[i] = (color[2], color[1], color[0]);
        }

        return colors;
    }

    /// <summary>Returns a pixel of at most 8 bits; the leftmost one is in the most significant bits.</summary>
    private static int Index(ReadOnlySpan<byte> row, int x, int bits)
    {
        var bit = x * bits;
        return (row[bit >> 3] >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
    }

    private static (byte Red, byte Green, byte Blue) Masked(uint[] masks, uint pixel) =>
        (Level(pixel, masks[0]), Level(pixel, masks[1]), Level(pixel, masks[2]));

    private static byte Level(uint pixel, uint mask)
    {
        var shift = BitOperations.TrailingZeroCount(mask);
        return mask == 0 ? (byte)0 : (byte)((ulong)((pixel & mask) >> shift) * 255 / (mask >> shift));
    }
}
