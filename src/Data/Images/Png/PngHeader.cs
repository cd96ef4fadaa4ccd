using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images.Png;

/// <summary>The size in the IHDR chunk, with which every PNG file starts.</summary>
internal static class PngHeader
{
    /// <summary>The chunk's type.</summary>
    public const string Type = "IHDR";

    /// <summary>Bytes of the chunk's data.</summary>
    public const int Length = 13;

    /// <summary>The size that the file's first chunk names; null where the chunk is cut off.</summary>
    /// <exception cref="InputException">It is no header, damaged, or the picture is too large.</exception>
    public static ImageSize? Find(string place, ReadOnlyMemory<byte> file)
    {
        if (PngChunk.TryRead(file, PngChunk.Signature.Length) is not { } chunk)
        {
            return null;
        }

        if (chunk.Type != Type || chunk.Data.Length != Length)
        {
            throw UnreadableImage.Damaged(
                place, "PNG", $"it starts with {chunk.Data.Length} bytes of '{chunk.Type}' instead of its header");
        }

        if (!chunk.IsIntact)
        {
            throw UnreadableImage.Damaged(place, "PNG", $"the checksum of its chunk '{Type}' is wrong");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(chunk.Data.Span);
        var height = BinaryPrimitives.ReadUInt32BigEndian(chunk.Data.Span[4..]);
        return ImageLimits.Checked(place, height, width);
    }
}
