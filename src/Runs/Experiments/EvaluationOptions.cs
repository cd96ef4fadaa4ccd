using System.ComponentModel.DataAnnotations;

namespace LmmCl.Runs.Experiments;

/// <summary>How much of each benchmark is asked, and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The first so many items of each benchmark; null for all.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int? Limit { get; init; }

    /// <summary>Questions answered at a time; a matter of memory and speed alone.</summary>
    [Range(1, 100_000, ErrorMessage = "must be at least 1.")]
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// LLaVA JSON that the probes take their questions from, unrelated to any skill; null takes the held-out benchmarks' own.
    /// </summary>
    public string? ProbeCaptions { get; init; }

    /// <summary>Questions that the counting-bias probe asks; 0 leaves the probe out.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int ProbeSamples { get; init; } = 64;

    /// <summary>
    /// Records that the layer-contribution probe lets the base model and the stage's read with their answers: of <see
    /// cref="ProbeCaptions"/>, else of the held-out benchmarks. It needs both models in memory; 0 leaves it out.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int LayerProbeSamples { get; init; }
}
