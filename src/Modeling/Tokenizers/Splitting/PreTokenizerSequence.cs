namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>Chains pre-tokenizers; each splits the pieces of the previous one.</summary>
internal sealed class PreTokenizerSequence(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<string> Split(string text, bool opensTheText)
    {
        IEnumerable<(string Text, bool Opens)> pieces = [(text, opensTheText)];
        foreach (var step in steps)
        {
            pieces = pieces.SelectMany(
                piece => step.Split(piece.Text, piece.Opens).Select((part, index) => (part, piece.Opens && index == 0)));
        }

        return pieces.Select(piece => piece.Text);
    }
}
