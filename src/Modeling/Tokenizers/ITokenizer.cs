namespace LmmCl.Modeling.Tokenizers;

/// <summary>
/// Converts text to token ids and back, identically to Hugging Face's <c>tokenizers</c> for the same <c>tokenizer.json</c>.
/// </summary>
public interface ITokenizer
{
    /// <summary>Upper bound, exclusive, of the ids that can be decoded; the model's vocabulary can be larger.</summary>
    int VocabularySize { get; }

    /// <summary>
    /// Returns the ids of <paramref name="text"/>. Added tokens written in the text are always recognised;
    /// <paramref name="addSpecialTokens"/> only controls those added by the post-processor.
    /// </summary>
    IReadOnlyList<int> Encode(string text, bool addSpecialTokens = false);

    /// <summary>Returns the text of <paramref name="ids"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id has no token; the message names it.</exception>
    string Decode(IEnumerable<int> ids, bool skipSpecialTokens = false);

    /// <summary>Returns the token's id, or null.</summary>
    int? IdOf(string token);

    /// <summary>Returns the raw token of an id (byte-level alphabet or SentencePiece form), or null.</summary>
    string? TokenOf(int id);
}
