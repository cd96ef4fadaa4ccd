using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Copies tensors to and from the bytes of a safetensors file, in pieces: a span cannot hold more than 2 GiB.</summary>
public static class TensorBytes
{
    // Small enough that a piece is converted and inspected while it is still in the CPU's cache.
    private const long PieceBytes = 1 << 20;

    private static readonly (ScalarType Type, string Name)[] types =
    [
        (ScalarType.Float32, "F32"),
        (ScalarType.BFloat16, "BF16"),
        (ScalarType.Float16, "F16"),
        (ScalarType.Float64, "F64"),
        (ScalarType.Int64, "I64"),
        (ScalarType.Int32, "I32"),
        (ScalarType.Int16, "I16"),
        (ScalarType.Int8, "I8"),
        (ScalarType.Byte, "U8"),
        (ScalarType.Bool, "BOOL"),
    ];

    /// <summary>Returns the format's name of a type.</summary>
    public static string NameOf(ScalarType type) => types.First(pair => pair.Type == type).Name;

    /// <summary>Returns a tensor to write; its values are read lazily.</summary>
    public static SafetensorsTensor ToSafetensors(string name, Tensor tensor) =>
        new(name, NameOf(tensor.dtype), tensor.shape, stream => Write(tensor, stream));

    /// <summary>Returns a tensor to write in another type; its values are converted lazily.</summary>
    public static SafetensorsTensor ToSafetensors(string name, Tensor tensor, ScalarType type) =>
        new(name, NameOf(type), tensor.shape, stream =>
        {
            using var scope = NewDisposeScope();
            Write(tensor.detach().to(type), stream);
        });

    /// <summary>Copies stored values into <paramref name="destination"/>, converting their type.</summary>
    /// <param name="stored">The stored tensor.</param>
    /// <param name="destination">A tensor with as many values, on any device.</param>
    /// <param name="inspect">Receives each piece, on the CPU, and the position of its first value; null to inspect nothing.</param>
    /// <exception cref="InputException">The stored type has no tensor equivalent.</exception>
    public static void Read(StoredTensor stored, Tensor destination, Action<long, Tensor>? inspect = null)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var type = TypeOf(stored);
        var flat = destination.detach().view(-1);
        var size = SafetensorsHeader.ElementSize(stored.Entry.Dtype);
        var onCpu = destination.device_type == DeviceType.CPU;
        var direct = onCpu && type == destination.dtype;
        foreach (var (start, count) in Pieces(flat.shape[0], size))
        {
            using var piece = flat.narrow(0, start, count);
            using var buffer = direct ? piece.alias() : empty([count], dtype: type);
            stored.File.ReadBytes(stored.Entry, start * size, buffer.bytes);
            if (!direct)
            {
                piece.copy_(buffer);
            }

            inspect?.Invoke(start, onCpu ? piece : buffer);
        }
    }

    /// <summary>Reads the stored values into a new tensor on the CPU, in the stored type.</summary>
    /// <exception cref="InputException">The stored type has no tensor equivalent.</exception>
    public static Tensor Read(StoredTensor stored)
    {
        var tensor = empty(stored.Entry.Shape, dtype: TypeOf(stored));
        Read(stored, tensor);
        return tensor;
    }

    /// <summary>Writes the values row by row, little-endian.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().contiguous().view(-1);
        foreach (var (start, count) in Pieces(flat.shape[0], flat.ElementSize))
        {
            using var piece = flat.narrow(0, start, count).cpu();
            stream.Write(piece.bytes);
        }
    }

    private static ScalarType TypeOf(StoredTensor stored)
    {
        var match = types.FirstOrDefault(pair => pair.Name == stored.Entry.Dtype);
        return match.Name is not null
            ? match.Type
            : throw new InputException(
                $"{stored.File.Location}: {stored.Entry.Name}",
                $"dtype {stored.Entry.Dtype} cannot be loaded.",
                "Convert the tensor to F32, BF16 or F16.");
    }

    private static IEnumerable<(long Start, long Count)> Pieces(long count, long size)
    {
        var step = PieceBytes / size;
        for (var start = 0L; start < count; start += step)
        {
            yield return (start, Math.Min(step, count - start));
        }
    }
}
