using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LmmCl.Data.Images.Png;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Images;

/// <summary>Encodes an image as 8-bit RGB PNG. Deterministic for the same pixels.</summary>
public static class PngEncoder
{
    private const byte BitDepth = 8, Rgb = 2;

    /// <summary>Row filter that predicts from the byte above.</summary>
    private const byte Up = 2;

    /// <summary>Returns the bytes of the file.</summary>
    public static byte[] Encode(RgbImage image)
    {
        var file = new MemoryStream();
        file.Write(PngChunk.Signature);
        WriteChunk(file, PngHeader.Type, Header(image));
        WriteChunk(file, "IDAT", Compressed(image));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Writes <paramref name="image"/> to <paramref name="path"/>.</summary>
    public static void Write(string path, RgbImage image) => File.WriteAllBytes(path, Encode(image));

    private static byte[] Header(RgbImage image)
    {
        var header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (BitDepth, Rgb);
        return header;
    }

    private static byte[] Compressed(RgbImage image)
    {
        var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            var stride = image.Width * 3;
            var filtered = new byte[stride + 1];
            filtered[0] = Up;
            ReadOnlySpan<byte> above = new byte[stride];
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(y * stride, stride);
                for (var i = 0; i < stride; i++)
                {
                    filtered[i + 1] = (byte)(row[i] - above[i]);
                }

                stream.Write(filtered);
                above = row;
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, data.Length + 4)));
        file.Write(chunk);
    }
}
