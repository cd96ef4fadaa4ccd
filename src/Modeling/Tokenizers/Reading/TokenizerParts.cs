using LmmCl.Modeling.Tokenizers.AddedTokens;
using LmmCl.Modeling.Tokenizers.Bpe;
using LmmCl.Modeling.Tokenizers.Decoding;
using LmmCl.Modeling.Tokenizers.Normalization;
using LmmCl.Modeling.Tokenizers.Splitting;

namespace LmmCl.Modeling.Tokenizers.Reading;

/// <summary>Components of a <c>tokenizer.json</c>, in the order of processing.</summary>
/// <param name="Source">The file, for messages.</param>
/// <param name="AddedTokens">Added tokens, in file order.</param>
/// <param name="Normalizer">Applied to each piece between added tokens.</param>
/// <param name="PreTokenizer">Splits normalized pieces.</param>
/// <param name="Vocabulary">The model's own tokens.</param>
/// <param name="Model">Byte-pair encoding.</param>
/// <param name="Before">Ids that the post-processor prepends.</param>
/// <param name="After">Ids that the post-processor appends.</param>
/// <param name="NewStream">Creates a new decoder.</param>
internal sealed record TokenizerParts(
    string Source,
    IReadOnlyList<AddedToken> AddedTokens,
    ITextNormalizer Normalizer,
    IPreTokenizer PreTokenizer,
    Dictionary<string, int> Vocabulary,
    BpeModel Model,
    IReadOnlyList<int> Before,
    IReadOnlyList<int> After,
    Func<ITokenStream> NewStream);
