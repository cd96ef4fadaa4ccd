using System.Globalization;
using System.Text;

namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>
/// Joins each run of byte tokens <c>&lt;0x41&gt;</c>: its text if the whole run is valid UTF-8, otherwise U+FFFD for every byte. A run is
/// held back until another token ends it, because a further byte can invalidate it.
/// </summary>
internal sealed class ByteFallbackStream : ITokenStream
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<byte> run = [];

    /// <inheritdoc/>
    public string Push(string token)
    {
        if (ByteOf(token) is { } value)
        {
            run.Add(value);
            return "";
        }

        return Flush() + token;
    }

    /// <inheritdoc/>
    public string Flush()
    {
        if (run.Count == 0)
        {
            return "";
        }

        var bytes = run.ToArray();
        run.Clear();
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return new string('\uFFFD', bytes.Length);
        }
    }

    private static byte? ByteOf(string token) =>
        token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
        && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
