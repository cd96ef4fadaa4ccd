using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;
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
    IReadOnlyCollection<string>? Scorers = null)
{
    /// <summary>Template, tokenizer and picture sizes of the model that will read the records; null leaves lengths unchecked.</summary>
    public ModelInputs? Inputs { get; init; }

    /// <summary>The longest row of a training batch; null for any.</summary>
    public LengthLimit? Limit { get; init; }

    /// <summary>
    /// Returns a problem with a question beyond its format, such as a gold answer that no reply can match; null to skip this check.
    /// </summary>
    public Func<BenchmarkSpec, BenchmarkItem, QuestionFinding?>? Question { get; init; }

    /// <summary>Pictures that were found intact before; null to decode every one.</summary>
    public IntactPictures? Intact { get; init; }

    /// <summary>Records of training data that are left out; null for none.</summary>
    public SkippedRecords? Skipped { get; init; }

    /// <summary>Seed of the mixtures' sampling.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Called with a data file, the number of its images opened so far, and the total: once with 0 at the start, then after each image.
    /// </summary>
    public Action<string, int, int>? Opened { get; init; }
}
