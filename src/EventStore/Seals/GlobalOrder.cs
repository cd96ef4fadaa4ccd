using System.Security.Cryptography;

namespace LmmCl.EventStore.Seals;

/// <summary>
/// One hash over a whole log: order(n) = SHA-256(order(n - 1) || hash of event n), order(0) = 0. An event's own hash covers its stream,
/// place and content; this covers its place among all streams.
/// </summary>
internal sealed class GlobalOrder
{
    private readonly byte[] buffer = new byte[2 * SHA256.HashSizeInBytes];

    /// <summary>The hash over everything taken in so far.</summary>
    public ReadOnlySpan<byte> Hash => buffer.AsSpan(0, SHA256.HashSizeInBytes);

    /// <summary>Takes in the next event.</summary>
    public void Add(ReadOnlySpan<byte> eventHash)
    {
        eventHash.CopyTo(buffer.AsSpan(SHA256.HashSizeInBytes));
        SHA256.HashData(buffer, buffer.AsSpan(0, SHA256.HashSizeInBytes));
    }
}
