using System.Security.Cryptography;

namespace LmmCl.Events;

/// <summary>SHA-256 of a file or of a list of files, by which events refer to bulk data stored beside the log.</summary>
public readonly record struct ContentHash
{
    private readonly string? hex;

    /// <param name="hex">64 hexadecimal digits; stored in lower case.</param>
    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public ContentHash(string hex)
    {
        if (hex.Length != 64 || !hex.All(char.IsAsciiHexDigit))
            throw new FormatException($"'{hex}' is not a SHA-256 in 64 hexadecimal digits.");
        this.hex = hex.ToLowerInvariant();
    }

    /// <summary>64 hexadecimal digits in lower case; all zero for the default value.</summary>
    public string Hex => hex ?? new string('0', 64);

    /// <summary>First twelve digits, enough to tell hashes apart in output.</summary>
    public string Short => Hex[..12];

    /// <summary>Computes the hash of bytes.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Computes the hash of text encoded as UTF-8.</summary>
    public static ContentHash Of(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Computes the hash of a file's content.</summary>
    public static ContentHash OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return new(Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
