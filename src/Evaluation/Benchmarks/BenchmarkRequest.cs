using LmmCl.Data.Specs;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Request to answer and score a benchmark after a stage.</summary>
/// <param name="Benchmark">Id of the benchmark in the experiment.</param>
/// <param name="Scorer">Scorer that creates the prompts and scores the replies.</param>
/// <param name="Items">Test items.</param>
/// <param name="Checkpoint">Hash of the answering model; answers of another model are never reused.</param>
/// <param name="AnswersPath">Path of the per-sample file to write.</param>
/// <param name="Prompts">Kind of prompts to use; both scores are computed either way.</param>
/// <param name="Frame">User-defined text around the scorer's own prompt.</param>
/// <param name="MaxNewTokens">Maximum reply length in tokens; null for the scorer's limit.</param>
/// <param name="BatchSize">Number of questions per batch.</param>
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
    /// <summary>The record that partial answers are compared with; null to resume from none.</summary>
    public IAnswersRecord? Record { get; init; }

    /// <summary>
    /// Version of the rules by which questions are read, such as whether pictures are rotated upright. Answers under other rules are never
    /// reused. Null for the original rules.
    /// </summary>
    public string? Reading { get; init; }

    /// <summary>True to record which replies were cut. Answers stored without this information are never reused.</summary>
    public bool RecordsCutReplies { get; init; }

    /// <summary>Answers that are known already, used if no partial answers are recorded; null if there are none.</summary>
    public KnownAnswers? Known { get; init; }

    /// <summary>Tokens that end a reply; null for the model's own.</summary>
    public IReadOnlyList<string>? EndTokens { get; init; }

    /// <summary>Creates a request from the benchmark's YAML description.</summary>
    /// <exception cref="Abstractions.InputException">The scorer is unknown.</exception>
    public static BenchmarkRequest Of(BenchmarkSpec spec, IReadOnlyList<BenchmarkItem> items, string checkpoint, string answersPath) => new(
        spec.Id,
        ScorerCatalog.Find(spec.Scorer, $"{spec.Place}: scorer"),
        items,
        checkpoint,
        answersPath,
        Frame: spec.Prompt,
        MaxNewTokens: spec.MaxNewTokens)
    {
        EndTokens = spec.EndTokens,
    };
}
