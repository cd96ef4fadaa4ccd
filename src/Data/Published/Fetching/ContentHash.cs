using System.Security.Cryptography;

namespace LmmCl.Data.Published.Fetching;

/// <summary>Compares a file with the size and the hash that its publisher states.</summary>
internal static class ContentHash
{
    /// <summary>Returns the difference from the published size or hash; null if there is none.</summary>
    public static string? Differs(FetchItem item, string path)
    {
        var length = new FileInfo(path).Length;
        if (item.Bytes is { } bytes && bytes != length)
        {
            return $"it has {length:N0} bytes, the publisher states {bytes:N0}";
        }

        return item.Sha256 is { } sha ? Compare("SHA-256", sha, Of(path, SHA256.HashData))
            : item.Md5 is { } md5 ? Compare("MD5", md5, Of(path, Md5Of))
            : length == 0 ? "it is empty"
            : null;
    }

    private static string? Compare(string name, string expected, string actual) =>
        actual.Equals(expected, StringComparison.OrdinalIgnoreCase) ? null : $"its {name} is {actual}, the publisher states {expected}";

    private static string Of(string path, Func<Stream, byte[]> hash)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(hash(stream));
    }

    // Some publishers state no other hash; it detects damage, not tampering.
#pragma warning disable CA5351
    private static byte[] Md5Of(Stream stream) => MD5.HashData(stream);
#pragma warning restore CA5351
}
