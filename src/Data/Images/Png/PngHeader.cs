using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images.Vips;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Data.Images.Png;

/// <summary>The size in the IHDR chunk, which starts every PNG file.</summary>
internal static class PngHeader
{
    /// <summary>Type of the chunk.</summary>
    public const string Type = "IHDR";

    /// <summary>Length of the chunk's data in bytes.</summary>
    public const int Length = 13;

    /// <summary>Returns the size in the file's first chunk; null if the chunk is truncated.</summary>
    /// <exception cref="InputException">The chunk is not a header or is damaged, or the image is too large.</exception>
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
