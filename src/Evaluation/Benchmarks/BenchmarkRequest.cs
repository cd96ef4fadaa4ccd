using LmmCl.Data.Specs;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>One benchmark to answer and score after one stage.</summary>
/// <param name="Benchmark">Its id in the experiment.</param>
/// <param name="Scorer">Prompts and scores it.</param>
/// <param name="Items">Its test items.</param>
/// <param name="Checkpoint">Hash of the model that answers; answers of another model are never reused.</param>
/// <param name="AnswersPath">The per-sample file to write.</param>
/// <param name="Prompts">Which prompts are asked; both scores are computed either way.</param>
/// <param name="Frame">A user's text around the scorer's own prompt.</param>
/// <param name="MaxNewTokens">Longest reply; null takes the scorer's.</param>
/// <param name="BatchSize">Questions answered together.</param>
public sealed record BenchmarkRequest(
    string Benchmark,
    IScorer Scorer,
    IReadOnlyList<BenchmarkItem> Items,
    string Checkpoint,
    string AnswersPath,
    ScoringMode Prompts = ScoringMode.Default,
    PromptText? Frame = null,
    int? MaxNewTokens = null,
    int BatchSize = 16)
{
    /// <summary>A benchmark as the YAML file describes it.</summary>
    /// <exception cref="Abstractions.InputException">Its scorer is unknown.</exception>
    public static BenchmarkRequest Of(BenchmarkSpec spec, IReadOnlyList<BenchmarkItem> items, string checkpoint, string answersPath) => new(
        spec.Id,
        ScorerCatalog.Find(spec.Scorer, $"{spec.Place}: scorer"),
        items,
        checkpoint,
        answersPath,
        Frame: spec.Prompt,
        MaxNewTokens: spec.MaxNewTokens);
}
