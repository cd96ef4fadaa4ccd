namespace LmmCl.Modeling.Tokenizers;

/// <summary>Text to token ids and back, equal to Hugging Face's <c>tokenizers</c> for the same <c>tokenizer.json</c>.</summary>
public interface ITokenizer
{
    /// <summary>Ids below this number may be decoded; the model's vocabulary can be larger.</summary>
    int VocabularySize { get; }

    /// <summary>Ids of <paramref name="text"/>. Added tokens written in the text are recognised either way;
    /// <paramref name="addSpecialTokens"/> only concerns what the post-processor adds.</summary>
    IReadOnlyList<int> Encode(string text, bool addSpecialTokens = false);

    /// <summary>Text of <paramref name="ids"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id has no token; the message names it.</exception>
    string Decode(IEnumerable<int> ids, bool skipSpecialTokens = false);

    /// <summary>The token's id, or null.</summary>
    int? IdOf(string token);

    /// <summary>The raw token of an id (byte-level alphabet or SentencePiece form), or null.</summary>
    string? TokenOf(int id);
}
