using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Checks;

/// <summary>Options for checking a data file.</summary>
/// <param name="Pictures">Image folder; null for the data file's own folder. A YAML of skills names its folders itself.</param>
/// <param name="Tokenizer">Counts the tokens of an answer; null counts words instead, which are never more.</param>
/// <param name="AnswerLimit">Maximum answer length in tokens; a skill's own <c>max_new_tokens</c> takes precedence.</param>
/// <param name="DecodePictures">True to decode every image rather than only check that it exists.</param>
/// <param name="Scorers">Known scorer ids; null accepts any.</param>
public sealed record DataCheckOptions(
    string? Pictures = null,
    ITokenizer? Tokenizer = null,
    int AnswerLimit = 1_024,
    bool DecodePictures = true,
    IReadOnlyCollection<string>? Scorers = null);
