using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LmmCl.Events;

namespace LmmCl.Events.Serialization;

/// <summary>
/// Derives deterministic event ids: a version 8 UUID (RFC 9562) from the SHA-256 of stream, kind, schema version and canonical data. The
/// time is excluded, so that an event reported again by a restarted worker has the same id. Kinds that can occur twice with equal data
/// carry an attempt number.
/// </summary>
public static class EventIds
{
    /// <summary>Returns the id of an event in a stream.</summary>
    public static Guid Derive(string stream, IExperimentEvent happened, EventTypes? types = null)
    {
        types ??= EventTypes.Default;
        var kind = types.KindOf(happened);
        return Derive(stream, kind.Name, kind.SchemaVersion, types.Encode(happened));
    }

    internal static Guid Derive(string stream, string type, int schemaVersion, ReadOnlySpan<byte> data)
    {
        var length = 12 + Encoding.UTF8.GetMaxByteCount(stream.Length + type.Length) + data.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var buffer = rented.AsSpan();
        var written = Append(buffer, 0, stream);
        written = Append(buffer, written, type);
        BinaryPrimitives.WriteInt32BigEndian(buffer[written..], schemaVersion);
        written += sizeof(int);
        data.CopyTo(buffer[written..]);
        Span<byte> digest = stackalloc byte[32];
        ThreadSha256.Hash(buffer[..(written + data.Length)], digest);
        ArrayPool<byte>.Shared.Return(rented);
        digest[6] = (byte)(0x80 | (digest[6] & 0x0f));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3f));
        return new Guid(digest[..16], bigEndian: true);
    }

    /// <summary>Writes a length-prefixed text and returns the position after it.</summary>
    private static int Append(Span<byte> buffer, int at, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text, buffer[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[at..], bytes);
        return at + sizeof(int) + bytes;
    }
}
