using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Checks;

/// <summary>How a data file is checked.</summary>
/// <param name="Pictures">Folder of the pictures; null for the data file's own folder. A YAML of skills names its folders itself.</param>
/// <param name="Tokenizer">Counts an answer's tokens; without one, its words, which is never more.</param>
/// <param name="AnswerLimit">Longest answer in tokens; a skill's own <c>max_new_tokens</c> wins.</param>
/// <param name="DecodePictures">Open every picture, not only look whether it is there.</param>
/// <param name="Scorers">Scorer ids that are known; null takes any.</param>
public sealed record DataCheckOptions(
    string? Pictures = null,
    ITokenizer? Tokenizer = null,
    int AnswerLimit = 1_024,
    bool DecodePictures = true,
    IReadOnlyCollection<string>? Scorers = null);
