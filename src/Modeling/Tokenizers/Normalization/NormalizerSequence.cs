namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Several normalizers, one after another; none leaves the text as it is.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<ITextNormalizer> normalizers) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Normalize(string text) => normalizers.Aggregate(text, (current, normalizer) => normalizer.Normalize(current));
}
