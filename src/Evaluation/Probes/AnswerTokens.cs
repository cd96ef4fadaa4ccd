using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Evaluation.Probes;

/// <summary>
/// Tokens of a skill: those of its training answers. A bias towards them on other prompts generalises the counting probe to any skill
/// (study D.1).
/// </summary>
public static class AnswerTokens
{
    /// <summary>Id of the probe in events.</summary>
    public const string Id = "answer_token_bias";

    /// <summary>Version of the definition.</summary>
    public const int Version = 1;

    /// <summary>
    /// Returns the ids of the tokens of answers, ascending. An answer follows the newline or marker that ends a header, so it is encoded as
    /// it stands, without a blank before it.
    /// </summary>
    public static IReadOnlyList<int> Of(HuggingFaceTokenizer tokenizer, IEnumerable<string> answers)
    {
        var special = tokenizer.SpecialTokens.Select(tokenizer.IdOf).ToHashSet();
        return
        [
            .. answers.Distinct(StringComparer.Ordinal)
                .SelectMany(answer => tokenizer.Encode(answer))
                .Distinct()
                .Where(id => !special.Contains(id))
                .Order(),
        ];
    }
}
