using System.Security.Cryptography;

namespace LmmCl.EventStore.Seals;

/// <summary>
/// A running hash over a whole log: order(n) = SHA-256(order(n - 1) || hash of event n), order(0) = 0. An event's own hash covers its
/// stream, position and content; this one covers its position among all streams.
/// </summary>
internal sealed class GlobalOrder
{
    private readonly byte[] buffer = new byte[2 * SHA256.HashSizeInBytes];

    /// <summary>The hash over all events added so far.</summary>
    public ReadOnlySpan<byte> Hash => buffer.AsSpan(0, SHA256.HashSizeInBytes);

    /// <summary>Adds the next event.</summary>
    public void Add(ReadOnlySpan<byte> eventHash)
    {
        eventHash.CopyTo(buffer.AsSpan(SHA256.HashSizeInBytes));
        SHA256.HashData(buffer, buffer.AsSpan(0, SHA256.HashSizeInBytes));
    }
}
