using System.Buffers.Binary;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>A tensor to write.</summary>
/// <param name="Name">Key.</param>
/// <param name="Dtype">Type name as in the format: F32, BF16, ...</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Write">Callback that writes exactly the tensor's bytes, little-endian, row-major.</param>
public sealed record SafetensorsTensor(string Name, string Dtype, IReadOnlyList<long> Shape, Action<Stream> Write);

/// <summary>
/// Writes safetensors files like the reference implementation: ordered by descending type width, then by name, with the header padded to
/// eight bytes.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Streams the tensors to <paramref name="path"/>; the file appears only once it is complete.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static void Write(string path, IEnumerable<SafetensorsTensor> tensors)
    {
        var ordered = tensors
            .OrderByDescending(tensor => SafetensorsHeader.ElementSize(tensor.Dtype))
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal)
            .ToList();
        var header = Header(ordered);
        DurableFile.Write(path, stream =>
        {
            var length = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in ordered)
            {
                var before = stream.Position;
                tensor.Write(stream);
                if (stream.Position - before != Size(tensor))
                {
                    throw new InvalidOperationException($"{tensor.Name} wrote {stream.Position - before} bytes instead of {Size(tensor)}.");
                }
            }
        });
    }

    private static byte[] Header(List<SafetensorsTensor> tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            var offset = 0L;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Dtype);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [offset, offset += Size(tensor)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static long Size(SafetensorsTensor tensor) =>
        tensor.Shape.Aggregate((long)SafetensorsHeader.ElementSize(tensor.Dtype), (product, dimension) => product * dimension);
}
