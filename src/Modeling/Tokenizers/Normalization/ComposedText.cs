namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>
/// Unicode normalization form C of any text. The framework's own <see cref="string.Normalize()"/> does nothing where globalization is
/// invariant, as it is in this program.
/// </summary>
public static class ComposedText
{
    private static readonly CanonicalComposition composition = new();

    /// <summary>Returns the composed text.</summary>
    public static string Of(string text) => composition.Normalize(text);
}
