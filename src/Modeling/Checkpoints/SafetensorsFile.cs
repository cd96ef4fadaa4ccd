using System.IO.MemoryMappedFiles;
using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>A tensor of a safetensors file: its type, shape and position in the data section.</summary>
/// <param name="Name">Key.</param>
/// <param name="Dtype">Type name as in the format: F32, BF16, F16, F64, I64, I32, U8, BOOL...</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Begin">First byte, relative to the data section.</param>
/// <param name="End">One past the last byte.</param>
public sealed record SafetensorsEntry(string Name, string Dtype, long[] Shape, long Begin, long End);

/// <summary>Reads a safetensors file through a memory map. Offsets are checked before any data is read.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;

    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly long dataStart;

    private SafetensorsFile(
        string path,
        MemoryMappedFile map,
        MemoryMappedViewAccessor view,
        long dataStart,
        Dictionary<string, SafetensorsEntry> entries,
        Dictionary<string, string> metadata)
    {
        (Location, this.map, this.view, this.dataStart, Entries, Metadata) = (path, map, view, dataStart, entries, metadata);
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
        if (!File.Exists(path))
        {
            throw new InputException(path, "the file does not exist.");
        }

        var length = new FileInfo(path).Length;
        if (length < LengthBytes)
        {
            throw new InputException(path, $"{length} bytes are too few for a safetensors file.", "Download or write it again.");
        }

        var map = Map(path);
        var view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        try
        {
            var headerLength = view.ReadInt64(0);
            if (headerLength is < 2 or > LargestHeader || headerLength > length - LengthBytes)
            {
                throw new InputException(
                    path,
                    $"header: its length is given as {headerLength} bytes in a file of {length}.",
                    "This is no safetensors file, or it was cut off.");
            }

            var header = new byte[headerLength];
            view.ReadArray(LengthBytes, header, 0, header.Length);
            var (entries, metadata) = SafetensorsHeader.Parse(path, header, length - LengthBytes - headerLength);
            return new SafetensorsFile(path, map, view, LengthBytes + headerLength, entries, metadata);
        }
        catch
        {
            view.Dispose();
            map.Dispose();
            throw;
        }
    }

    /// <summary>Returns the raw bytes of a tensor, little-endian, row-major.</summary>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    public byte[] ReadBytes(string name)
    {
        var entry = Entries[name];
        var bytes = new byte[entry.End - entry.Begin];
        view.ReadArray(dataStart + entry.Begin, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Copies bytes of a tensor from <paramref name="offset"/> on until <paramref name="destination"/> is full.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer bytes.</exception>
    public void ReadBytes(SafetensorsEntry entry, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + destination.Length, entry.End - entry.Begin, nameof(offset));
        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(view.PointerOffset + dataStart + entry.Begin + offset), destination);
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

    private static MemoryMappedFile Map(string path)
    {
        try
        {
            return MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }
}
