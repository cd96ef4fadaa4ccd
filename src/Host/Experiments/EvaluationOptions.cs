using System.ComponentModel.DataAnnotations;

namespace LmmCl.Host.Experiments;

/// <summary>How much of each benchmark is asked, and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The first so many items of each benchmark; null for all.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int? Limit { get; init; }

    /// <summary>Questions answered at a time; a matter of memory and speed alone.</summary>
    [Range(1, 100_000, ErrorMessage = "must be at least 1.")]
    public int BatchSize { get; init; } = 32;

    /// <summary>LLaVA JSON whose questions the counting-bias probe asks, unrelated to any skill; null takes the held-out benchmarks' questions.</summary>
    public string? ProbeCaptions { get; init; }

    /// <summary>Questions that the counting-bias probe asks; 0 leaves the probe out.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int ProbeSamples { get; init; } = 64;
}
