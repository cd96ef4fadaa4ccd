using System.Buffers;
using System.Text;

namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>
/// The 256 printable characters that stand for bytes in byte-level vocabularies: bytes 33-126, 161-172 and 174-255 are the characters
/// of the same number, the other 68 are U+0100 onwards in order (the space is <c>Ġ</c>).
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] characters = new char[256];
    private static readonly Dictionary<char, byte> bytes = [];

    static ByteAlphabet()
    {
        var others = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
            characters[value] = printable ? (char)value : (char)others++;
            bytes[characters[value]] = (byte)value;
        }
    }

    /// <summary>All 256 characters by code point, the order of the first ids in published vocabularies.</summary>
    public static IEnumerable<char> InVocabularyOrder => characters.Order();

    /// <summary>Encodes the UTF-8 bytes of <paramref name="text"/>, one character each.</summary>
    public static string Write(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0)
        {
            return text;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var count = Encoding.UTF8.GetBytes(text, buffer);
        var written = string.Create(count, buffer, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = characters[source[i]];
            }
        });
        ArrayPool<byte>.Shared.Return(buffer);
        return written;
    }

    /// <summary>
    /// Returns the bytes that a token stands for. A token with a character outside the alphabet is treated as plain text.
    /// </summary>
    public static byte[] Read(string token)
    {
        var result = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!bytes.TryGetValue(token[i], out result[i]))
            {
                return Encoding.UTF8.GetBytes(token);
            }
        }

        return result;
    }
}
