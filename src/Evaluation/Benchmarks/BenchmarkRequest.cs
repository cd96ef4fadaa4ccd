using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>One benchmark to answer and score after one stage.</summary>
/// <param name="Benchmark">Its id in the experiment.</param>
/// <param name="Scorer">Prompts and scores it.</param>
/// <param name="Items">Its test items.</param>
/// <param name="Checkpoint">Hash of the model that answers; answers of another model are never reused.</param>
/// <param name="AnswersPath">The per-sample file to write.</param>
/// <param name="Prompts">Which prompts are asked; both scores are computed either way.</param>
/// <param name="MaxNewTokens">Longest reply; null takes the scorer's.</param>
/// <param name="BatchSize">Questions answered together.</param>
public sealed record BenchmarkRequest(
    string Benchmark,
    IScorer Scorer,
    IReadOnlyList<EvaluationItem> Items,
    string Checkpoint,
    string AnswersPath,
    ScoringMode Prompts = ScoringMode.Default,
    int? MaxNewTokens = null,
    int BatchSize = 16);
