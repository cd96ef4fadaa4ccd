namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Default of a tokenizer without a decoder: joins tokens with spaces.</summary>
internal sealed class SpacedStream : ITokenStream
{
    private bool started;

    /// <inheritdoc/>
    public string Push(string token)
    {
        var separator = started ? " " : "";
        started = true;
        return separator + token;
    }

    /// <inheritdoc/>
    public string Flush() => "";
}
