using System.Text;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.AddedTokens;

/// <summary>Finds added tokens in a text: leftmost first, then longest; of two with the same content, the first listed.</summary>
internal sealed class AddedTokenFinder
{
    private readonly Node root = new();

    /// <summary>Creates a finder for each content; an empty one never matches.</summary>
    public AddedTokenFinder(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        foreach (var (content, token) in tokens)
        {
            var node = root;
            foreach (var unit in content)
            {
                node = node.Children.TryGetValue(unit, out var child) ? child : node.Children[unit] = new Node();
            }

            if (content.Length > 0)
            {
                node.Token ??= token;
            }
        }
    }

    /// <summary>Splits <paramref name="text"/> into added tokens and the text between them; empty spans are omitted.</summary>
    public IEnumerable<TextSpan> Split(string text)
    {
        var done = 0;
        for (var at = 0; at < text.Length;)
        {
            if (LongestAt(text, at) is not { } match)
            {
                at++;
                continue;
            }

            var (token, end) = match;
            var start = at;
            at = end;
            if (token.SingleWord && !StandsAlone(text, start, end))
            {
                continue;
            }

            // Several tokens may share a run of spaces; an earlier token's match must not be reused.
            start = token.StripsLeft ? Math.Max(done, WhiteSpaceBefore(text, start)) : start;
            end = token.StripsRight ? WhiteSpaceAfter(text, end) : end;
            if (start > done)
            {
                yield return new(text[done..start], done, null);
            }

            yield return new("", start, token);
            done = end;
        }

        if (done < text.Length)
        {
            yield return new(text[done..], done, null);
        }
    }

    private (AddedToken Token, int End)? LongestAt(string text, int start)
    {
        (AddedToken, int)? longest = null;
        var node = root;
        for (var at = start; at < text.Length && node.Children.TryGetValue(text[at], out var child); at++)
        {
            node = child;
            longest = node.Token is { } token ? (token, at + 1) : longest;
        }

        return longest;
    }

    private static bool StandsAlone(string text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var before, out var beforeLength);
        Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out var afterLength);
        return (beforeLength == 0 || !UnicodeClass.IsWord(before)) && (afterLength == 0 || !UnicodeClass.IsWord(after));
    }

    private static int WhiteSpaceBefore(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private static int WhiteSpaceAfter(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private sealed class Node
    {
        public Dictionary<char, Node> Children { get; } = [];

        public AddedToken? Token { get; set; }
    }
}
