using System.Buffers.Binary;
using LmmCl.Data.Images.Png;

namespace LmmCl.Data.Tests.Images;

/// <summary>Makes a damaged PNG file's checksums right again, so that the damage reaches the decoder.</summary>
internal static class PngChecksums
{
    /// <summary>Recomputes the checksum of each chunk, as far as lengths can be followed; leaves other files alone.</summary>
    public static void Repair(byte[] file)
    {
        var position = PngChunk.Signature.Length;
        while (file.AsSpan().StartsWith(PngChunk.Signature) && position + 12 <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - 12)
            {
                return;
            }

            var end = position + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(end), Crc32.Of(file.AsSpan(position + 4, (int)length + 4)));
            position = end + 4;
        }
    }
}
