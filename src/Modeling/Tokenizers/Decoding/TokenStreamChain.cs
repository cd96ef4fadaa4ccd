namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Chains streams; each processes the output of the previous one.</summary>
internal sealed class TokenStreamChain(IReadOnlyList<ITokenStream> streams) : ITokenStream
{
    /// <inheritdoc/>
    public string Push(string token) => Through(token, from: 0);

    /// <inheritdoc/>
    public string Flush() =>
        string.Concat(Enumerable.Range(0, streams.Count).Select(i => Through(streams[i].Flush(), from: i + 1)));

    private string Through(string text, int from)
    {
        for (var i = from; i < streams.Count; i++)
        {
            text = streams[i].Push(text);
        }

        return text;
    }
}
