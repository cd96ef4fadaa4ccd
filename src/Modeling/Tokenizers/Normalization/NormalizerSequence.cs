namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Applies several normalizers in sequence; an empty sequence leaves the text unchanged.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<ITextNormalizer> normalizers) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Normalize(string text) => normalizers.Aggregate(text, (current, normalizer) => normalizer.Normalize(current));
}
