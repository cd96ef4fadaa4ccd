using System.Buffers.Binary;
using LmmCl.Abstractions;

namespace LmmCl.Data.Images.Png;

/// <summary>The IHDR chunk: size and layout of the picture.</summary>
internal sealed record PngHeader(int Height, int Width, int BitDepth, PngColor Color, bool Interlaced)
{
    private const int Length = 13;

    /// <summary>Samples per pixel as stored.</summary>
    public int Channels => Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GrayAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bits per pixel as stored.</summary>
    public int BitsPerPixel => Channels * BitDepth;

    /// <summary>Distance of the filters' left neighbour: bytes per pixel, at least 1.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without the filter byte.</summary>
    public int RowBytes(int width) => checked((int)(((long)width * BitsPerPixel + 7) / 8));

    /// <summary>Reads and checks the chunk's data.</summary>
    /// <exception cref="InputException">A field is outside of what the format allows, or the picture is too large.</exception>
    public static PngHeader Parse(string place, ReadOnlySpan<byte> data)
    {
        if (data.Length != Length)
        {
            throw UnreadableImage.Damaged(place, "PNG", $"its header has {data.Length} bytes instead of {Length}");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        ImageLimits.Check(place, height, width);
        var (bitDepth, color) = (data[8], (PngColor)data[9]);
        var allowed = color switch
        {
            PngColor.Gray => bitDepth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => bitDepth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.Rgba => bitDepth is 8 or 16,
            _ => false,
        };
        if (!allowed || data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw UnreadableImage.Damaged(
                place,
                "PNG",
                $"its header says bit depth {bitDepth}, colour type {data[9]}, compression {data[10]}, filter {data[11]}, "
                    + $"interlace {data[12]}");
        }

        return new PngHeader((int)height, (int)width, bitDepth, color, data[12] == 1);
    }
}
