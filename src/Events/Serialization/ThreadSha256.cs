using System.Security.Cryptography;

namespace LmmCl.Events.Serialization;

/// <summary>
/// SHA-256 by a context that each thread keeps. OpenSSL 3 looks the algorithm up for every context that it makes, which takes longer than
/// hashing an event.
/// </summary>
internal static class ThreadSha256
{
    [ThreadStatic]
    private static IncrementalHash? context;

    /// <summary>Writes the hash of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    internal static void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        context ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        context.AppendData(bytes);
        context.GetHashAndReset(hash);
    }
}
