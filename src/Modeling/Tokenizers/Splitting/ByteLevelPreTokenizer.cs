using LmmCl.Modeling.Tokenizers.Bpe;

namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>Writes each UTF-8 byte of a piece as one printable character.</summary>
internal sealed class ByteLevelPreTokenizer : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<string> Split(string text, bool opensTheText) => [ByteAlphabet.Write(text)];
}
