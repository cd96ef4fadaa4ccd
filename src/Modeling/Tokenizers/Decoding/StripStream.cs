namespace LmmCl.Modeling.Tokenizers.Decoding;

/// <summary>Removes up to <paramref name="count"/> characters <paramref name="content"/> from the start of the whole text.</summary>
internal sealed class StripStream(char content, int count) : ITokenStream
{
    private int left = count;

    /// <inheritdoc/>
    public string Push(string token)
    {
        var start = 0;
        while (left > 0 && start < token.Length)
        {
            if (token[start] != content)
            {
                left = 0;
                break;
            }

            start++;
            left--;
        }

        return token[start..];
    }

    /// <inheritdoc/>
    public string Flush() => "";
}
