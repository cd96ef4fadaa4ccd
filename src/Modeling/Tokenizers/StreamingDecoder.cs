using System.Text;
using LmmCl.Modeling.Tokenizers.Decoding;

namespace LmmCl.Modeling.Tokenizers;

/// <summary>
/// Decodes token by token without printing text that could still change. All pieces and the final flush together equal
/// <see cref="ITokenizer.Decode"/> of the whole sequence.
/// </summary>
public sealed class StreamingDecoder
{
    private readonly HuggingFaceTokenizer tokenizer;
    private readonly bool skipSpecialTokens;
    private readonly ITokenStream stream;

    internal StreamingDecoder(HuggingFaceTokenizer tokenizer, ITokenStream stream, bool skipSpecialTokens)
    {
        (this.tokenizer, this.stream, this.skipSpecialTokens) = (tokenizer, stream, skipSpecialTokens);
    }

    /// <summary>Returns the text that is final after this id; empty while a character is incomplete.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id has no token.</exception>
    public string Push(int id)
    {
        var token = tokenizer.TokenOf(id)
            ?? throw new ArgumentOutOfRangeException(
                nameof(id), id, $"Token id {id} has no token in {tokenizer.Source} (ids 0 to {tokenizer.VocabularySize - 1}).");
        return skipSpecialTokens && tokenizer.IsSpecial(id) ? "" : stream.Push(token);
    }

    /// <summary>Returns the remaining text at the end of the sequence.</summary>
    public string Flush() => stream.Flush();

    internal string All(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            text.Append(Push(id));
        }

        return text.Append(Flush()).ToString();
    }
}
