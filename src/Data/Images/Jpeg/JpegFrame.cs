using System.Buffers.Binary;

namespace LmmCl.Data.Images.Jpeg;

/// <summary>The frame header (SOF) of a JPEG file.</summary>
/// <param name="Marker">Which of the frame's kinds.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Components">1 gray, 3 colour, 4 CMYK.</param>
internal readonly record struct JpegFrame(byte Marker, int Height, int Width, int Components)
{
    private const byte First = 0xC0, Last = 0xCF, ProgressiveHuffman = 0xC2, ProgressiveArithmetic = 0xCA;
    private const byte HuffmanTables = 0xC4, Extension = 0xC8, ArithmeticTables = 0xCC;
    private const int Length = 6;

    /// <summary>The pixels come in several scans, each of the whole picture.</summary>
    public bool IsProgressive => Marker is ProgressiveHuffman or ProgressiveArithmetic;

    /// <summary>The frame header that a marker's data holds; null for other markers.</summary>
    public static JpegFrame? Of(byte marker, ReadOnlySpan<byte> data) =>
        marker is >= First and <= Last and not (HuffmanTables or Extension or ArithmeticTables) && data.Length >= Length
            ? new(marker, BinaryPrimitives.ReadUInt16BigEndian(data[1..]), BinaryPrimitives.ReadUInt16BigEndian(data[3..]), data[5])
            : null;
}
