namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>Rule by which <see cref="MetaspacePreTokenizer"/> prepends its mark to a piece.</summary>
internal enum PrependScheme
{
    /// <summary>Before no piece.</summary>
    Never,

    /// <summary>Before the first piece of the text.</summary>
    First,

    /// <summary>Before every piece.</summary>
    Always,
}

/// <summary>Writes spaces as <paramref name="mark"/> (<c>▁</c>), and prepends one unless it is already there.</summary>
internal sealed class MetaspacePreTokenizer(char mark, PrependScheme scheme, bool split) : IPreTokenizer
{
    /// <inheritdoc/>
    public IEnumerable<string> Split(string text, bool opensTheText)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var marked = text.Replace(' ', mark);
        var prepend = scheme == PrependScheme.Always || (scheme == PrependScheme.First && opensTheText);
        if (prepend && marked[0] != mark)
        {
            marked = mark + marked;
        }

        return split ? BeforeEachMark(marked) : [marked];
    }

    private IEnumerable<string> BeforeEachMark(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == mark)
            {
                yield return text[start..i];
                start = i;
            }
        }

        yield return text[start..];
    }
}
