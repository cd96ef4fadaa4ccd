namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Replaces <paramref name="pattern"/> in each token, as a literal.</summary>
internal sealed class ReplaceStream(string pattern, string content) : ITokenStream
{
    /// <inheritdoc/>
    public string Push(string token) => token.Replace(pattern, content, StringComparison.Ordinal);

    /// <inheritdoc/>
    public string Flush() => "";
}
