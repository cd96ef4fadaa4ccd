namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Puts <paramref name="prefix"/> in front of every piece that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Normalize(string text) => text.Length == 0 ? text : prefix + text;
}
