using LmmCl.Modeling.Tokenizers.AddedTokens;
using LmmCl.Modeling.Tokenizers.Reading;

namespace LmmCl.Modeling.Tokenizers;

/// <summary>
/// A tokenizer read from a <c>tokenizer.json</c>: byte-level (Qwen2, Llama 3) or SentencePiece-like (Llama 2) byte-pair encoding.
/// Thread-safe.
/// </summary>
public sealed class HuggingFaceTokenizer : ITokenizer
{
    private readonly TokenizerParts parts;
    private readonly Dictionary<int, string> tokens = [];
    private readonly Dictionary<string, AddedToken> added = new(StringComparer.Ordinal);
    private readonly HashSet<int> special;
    private readonly AddedTokenFinder inRawText;
    private readonly AddedTokenFinder inNormalizedText;

    internal HuggingFaceTokenizer(TokenizerParts parts)
    {
        this.parts = parts;
        foreach (var (token, id) in parts.Vocabulary)
        {
            tokens[id] = token;
        }

        foreach (var token in parts.AddedTokens)
        {
            tokens[token.Id] = token.Content;
            added[token.Content] = token;
        }

        special = [.. parts.AddedTokens.Where(token => token.Special).Select(token => token.Id)];
        var specialFirst = parts.AddedTokens.OrderBy(token => !token.Special).ToList();
        inRawText = new(specialFirst.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        inNormalizedText = new(
            specialFirst.Where(token => token.Normalized).Select(token => (parts.Normalizer.Normalize(token.Content), token)));
        VocabularySize = tokens.Keys.DefaultIfEmpty(-1).Max() + 1;
    }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <summary>The file that the tokenizer was read from, for messages.</summary>
    public string Source => parts.Source;

    /// <summary>Reads a tokenizer file.</summary>
    /// <param name="path">The <c>tokenizer.json</c>, or the folder that holds it.</param>
    /// <exception cref="Abstractions.InputException">
    /// The file is missing, malformed, or asks for a component that is not supported.
    /// </exception>
    public static HuggingFaceTokenizer Load(string path) => new(TokenizerFile.Read(path));

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = false)
    {
        var ids = new List<int>(text.Length / 3);
        if (addSpecialTokens)
        {
            ids.AddRange(parts.Before);
        }

        foreach (var raw in inRawText.Split(text))
        {
            EncodeRaw(raw, ids);
        }

        if (addSpecialTokens)
        {
            ids.AddRange(parts.After);
        }

        return ids;
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = false) => NewStream(skipSpecialTokens).All(ids);

    /// <summary>Creates a decoder for one sequence that is printed as it is generated.</summary>
    public StreamingDecoder NewStream(bool skipSpecialTokens = false) => new(this, parts.NewStream(), skipSpecialTokens);

    /// <inheritdoc/>
    public int? IdOf(string token) =>
        added.TryGetValue(token, out var found) ? found.Id : parts.Vocabulary.TryGetValue(token, out var id) ? id : null;

    /// <inheritdoc/>
    public string? TokenOf(int id) => tokens.GetValueOrDefault(id);

    /// <summary>Texts of the special tokens; inside a text each is read as that token.</summary>
    public IReadOnlyList<string> SpecialTokens => [.. parts.AddedTokens.Where(token => token.Special).Select(token => token.Content)];

    /// <summary>Returns true if ordinary text can encode to the id: a token of the vocabulary that is not an added token.</summary>
    public bool IsOfText(int id) => tokens.TryGetValue(id, out var token) && !(added.TryGetValue(token, out var found) && found.Id == id);

    /// <summary>Returns true if the id is an added token that can be omitted from decoded text.</summary>
    public bool IsSpecial(int id) => special.Contains(id);

    /// <summary>
    /// Returns the tokenizer with one more special token at the next free id, or this instance if it has the token already.
    /// </summary>
    public HuggingFaceTokenizer WithAddedToken(string content) =>
        added.ContainsKey(content) ? this : With([.. parts.AddedTokens, new AddedToken(IdOf(content) ?? VocabularySize, content)]);

    /// <summary>
    /// Returns a tokenizer that treats <paramref name="content"/> as ordinary text, or this instance if it has no such added token.
    /// </summary>
    public HuggingFaceTokenizer WithoutAddedToken(string content) =>
        added.ContainsKey(content) ? With([.. parts.AddedTokens.Where(token => token.Content != content)]) : this;

    private HuggingFaceTokenizer With(IReadOnlyList<AddedToken> tokens) => new(parts with { AddedTokens = tokens });

    private void EncodeRaw(TextSpan raw, List<int> ids)
    {
        if (raw.Token is { } rawToken)
        {
            ids.Add(rawToken.Id);
            return;
        }

        foreach (var span in inNormalizedText.Split(parts.Normalizer.Normalize(raw.Text)))
        {
            if (span.Token is { } token)
            {
                ids.Add(token.Id);
                continue;
            }

            foreach (var piece in parts.PreTokenizer.Split(span.Text, opensTheText: raw.Start == 0 && span.Start == 0))
            {
                ids.AddRange(parts.Model.Encode(piece));
            }
        }
    }
}
