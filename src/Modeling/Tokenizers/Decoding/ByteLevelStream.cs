using System.Text;
using LmmCl.Modeling.Tokenizers.Bpe;

namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>
/// Maps characters back to bytes and decodes them as UTF-8: U+FFFD for each maximal invalid part; an incomplete character is held back.
/// </summary>
internal sealed class ByteLevelStream : ITokenStream
{
    private readonly Decoder utf8 = Encoding.UTF8.GetDecoder();

    /// <inheritdoc/>
    public string Push(string token) => Decode(ByteAlphabet.Read(token), flush: false);

    /// <inheritdoc/>
    public string Flush() => Decode([], flush: true);

    private string Decode(byte[] bytes, bool flush)
    {
        var characters = new char[utf8.GetCharCount(bytes, flush)];
        utf8.GetChars(bytes, characters, flush);
        return new string(characters);
    }
}
