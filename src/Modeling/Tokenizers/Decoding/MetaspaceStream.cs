namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Converts <paramref name="mark"/> (<c>▁</c>) to spaces; in the first token it is dropped if the encoder had added it.</summary>
internal sealed class MetaspaceStream(char mark, bool prepended) : ITokenStream
{
    private bool started;

    /// <inheritdoc/>
    public string Push(string token)
    {
        var first = !started && prepended;
        started = true;
        return first ? token.Replace(mark.ToString(), "", StringComparison.Ordinal) : token.Replace(mark, ' ');
    }

    /// <inheritdoc/>
    public string Flush() => "";
}
