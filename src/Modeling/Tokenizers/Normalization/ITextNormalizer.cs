namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Rewrites a piece of text before it is split.</summary>
internal interface ITextNormalizer
{
    /// <summary>Returns the rewritten piece.</summary>
    string Normalize(string text);
}
