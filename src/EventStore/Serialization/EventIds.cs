using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LmmCl.Abstractions.Events;

namespace LmmCl.EventStore.Serialization;

/// <summary>
/// Deterministic identities: a UUID of version 8 (RFC 9562) from the SHA-256 of stream, kind, schema version and canonical data. The
/// time is left out, so an event that a restarted worker reports again is the same event. Kinds that can happen twice alike carry an attempt number.
/// </summary>
public static class EventIds
{
    /// <summary>The identity of an event in a stream.</summary>
    public static Guid Derive(string stream, IExperimentEvent happened, EventTypes? types = null)
    {
        types ??= EventTypes.Default;
        var kind = types.KindOf(happened);
        return Derive(stream, kind.Name, kind.SchemaVersion, types.Encode(happened));
    }

    internal static Guid Derive(string stream, string type, int schemaVersion, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[stream, type])
        {
            var text = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(number, text.Length);
            hash.AppendData(number);
            hash.AppendData(text);
        }

        BinaryPrimitives.WriteInt32BigEndian(number, schemaVersion);
        hash.AppendData(number);
        hash.AppendData(data);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        digest[6] = (byte)(0x80 | (digest[6] & 0x0f));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3f));
        return new Guid(digest[..16], bigEndian: true);
    }
}
