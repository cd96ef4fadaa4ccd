namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Prepends <paramref name="prefix"/> to every non-empty piece.</summary>
internal sealed class PrependNormalizer(string prefix) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Normalize(string text) => text.Length == 0 ? text : prefix + text;
}
