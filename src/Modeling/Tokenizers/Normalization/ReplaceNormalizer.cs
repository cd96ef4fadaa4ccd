namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Replaces every occurrence of <paramref name="pattern"/>, as a literal.</summary>
internal sealed class ReplaceNormalizer(string pattern, string content) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Normalize(string text) => text.Replace(pattern, content, StringComparison.Ordinal);
}
