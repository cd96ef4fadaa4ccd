namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>What a tokenizer without a decoder does: tokens with a space between them.</summary>
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
