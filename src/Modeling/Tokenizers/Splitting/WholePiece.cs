namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>No pre-tokenizer: the text is one piece.</summary>
internal sealed class WholePiece : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<string> Split(string text, bool opensTheText) => [text];
}
