using System.Buffers.Binary;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>The frame header (SOF) of a JPEG file.</summary>
/// <param name="Marker">Marker that identifies the type of frame.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Components">Number of components: 1 gray, 3 colour, 4 CMYK.</param>
internal readonly record struct JpegFrame(byte Marker, int Height, int Width, int Components)
{
    private const byte First = 0xC0, Last = 0xCF, ProgressiveHuffman = 0xC2, ProgressiveArithmetic = 0xCA;
    private const byte HuffmanTables = 0xC4, Extension = 0xC8, ArithmeticTables = 0xCC;
    private const int Length = 6;

    /// <summary>True if the pixels are stored in several scans of the whole image.</summary>
    public bool IsProgressive => Marker is ProgressiveHuffman or ProgressiveArithmetic;

    /// <summary>Parses the frame header in a marker's data; returns null for other markers.</summary>
    public static JpegFrame? Of(byte marker, ReadOnlySpan<byte> data) =>
        marker is >= First and <= Last and not (HuffmanTables or Extension or ArithmeticTables) && data.Length >= Length
            ? new(marker, BinaryPrimitives.ReadUInt16BigEndian(data[1..]), BinaryPrimitives.ReadUInt16BigEndian(data[3..]), data[5])
            : null;
}
