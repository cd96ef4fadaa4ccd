using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>A tensor of a safetensors file: its type, shape and position in the data section.</summary>
/// <param name="Name">Key.</param>
/// <param name="Dtype">Type name as in the format: F32, BF16, F16, F64, I64, I32, U8, BOOL...</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Begin">First byte, relative to the data section.</param>
/// <param name="End">One past the last byte.</param>
public sealed record SafetensorsEntry(string Name, string Dtype, long[] Shape, long Begin, long End);

/// <summary>
/// Reads a safetensors file. Offsets are checked before any data is read. The file is not memory-mapped: mapped pages would count as memory
/// of the process until it is closed, in addition to the tensors copied from them.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;

    private readonly SafeFileHandle handle;
    private readonly long dataStart;

    private SafetensorsFile(
        string path,
        SafeFileHandle handle,
        long dataStart,
        Dictionary<string, SafetensorsEntry> entries,
        Dictionary<string, string> metadata)
    {
        (Location, this.handle, this.dataStart, Entries, Metadata) = (path, handle, dataStart, entries, metadata);
    }

    /// <summary>Path of the file.</summary>
    public string Location { get; }

    /// <summary>Entries by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>The optional <c>__metadata__</c> section.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens and validates a file.</summary>
    /// <exception cref="InputException">The file is missing, or its header or offsets are wrong.</exception>
    public static SafetensorsFile Open(string path)
    {
        if (!LinkedFile.Exists(path))
        {
            var link = LinkedFile.TargetOf(path);
            throw new InputException(
                path, link is null ? "the file does not exist." : $"this link names '{Shown.Of(link)}', which does not exist.");
        }

        FileSniff.RefuseStandIn(path);
        var handle = OpenHandle(path);
        try
        {
            // Taken from the open file: for a link, FileInfo.Length is the length of the link itself.
            var length = RandomAccess.GetLength(handle);
            if (length < LengthBytes)
            {
                throw new InputException(path, $"{length} bytes are too few for a safetensors file.", "Download or write it again.");
            }

            Span<byte> prefix = stackalloc byte[LengthBytes];
            Fill(path, handle, prefix, 0);
            var headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (headerLength is < 2 or > LargestHeader || headerLength > length - LengthBytes)
            {
                throw new InputException(
                    path,
                    $"header: its length is given as {headerLength} bytes in a file of {length}.",
                    "The file is truncated or is not a safetensors file.");
            }

            var header = new byte[headerLength];
            Fill(path, handle, header, LengthBytes);
            var (entries, metadata) = SafetensorsHeader.Parse(path, header, length - LengthBytes - headerLength);
            return new SafetensorsFile(path, handle, LengthBytes + headerLength, entries, metadata);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Returns the raw bytes of a tensor, little-endian, row-major.</summary>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    public byte[] ReadBytes(string name)
    {
        var entry = Entries[name];
        var bytes = new byte[entry.End - entry.Begin];
        Fill(Location, handle, bytes, dataStart + entry.Begin);
        return bytes;
    }

    /// <summary>Copies bytes of a tensor from <paramref name="offset"/> on until <paramref name="destination"/> is full.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer bytes.</exception>
    public void ReadBytes(SafetensorsEntry entry, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + destination.Length, entry.End - entry.Begin, nameof(offset));
        Fill(Location, handle, destination, dataStart + entry.Begin + offset);
    }

    /// <summary>Returns the values of an F32 tensor.</summary>
    public float[] ReadSingles(string name)
    {
        if (Entries[name].Dtype != "F32")
        {
            throw new InvalidOperationException($"{name} is {Entries[name].Dtype}, not F32.");
        }

        var bytes = ReadBytes(name);
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }

    private static SafeFileHandle OpenHandle(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }

    /// <summary>Reads until <paramref name="destination"/> is full.</summary>
    private static void Fill(string path, SafeFileHandle handle, Span<byte> destination, long offset)
    {
        try
        {
            while (destination.Length > 0)
            {
                var read = RandomAccess.Read(handle, destination, offset);
                if (read == 0)
                {
                    throw new InputException(path, "it was cut off while it was read.", "Download or write it again.");
                }

                destination = destination[read..];
                offset += read;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
