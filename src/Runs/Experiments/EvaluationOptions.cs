using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace LmmCl.Runs.Experiments;

/// <summary>Options for evaluating each stage.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Number of items taken from the start of each benchmark; null for all.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int? Limit { get; init; }

    /// <summary>Questions per batch; affects memory and speed only.</summary>
    [Range(1, 100_000, ErrorMessage = "must be at least 1.")]
    public int BatchSize { get; init; } = 32;

    /// <summary>LLaVA JSON with the probes' prompts, unrelated to any skill; null uses the held-out benchmarks.</summary>
    public string? ProbeCaptions { get; init; }

    /// <summary>Number of prompts for the counting-bias probe; 0 disables it.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int ProbeSamples { get; init; } = 64;

    /// <summary>
    /// Number of records for the layer-contribution probe, which runs the base model and the stage's on records with their answers: from
    /// <see cref="ProbeCaptions"/>, else from the held-out benchmarks. It needs both models in memory; 0 disables it.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int LayerProbeSamples { get; init; }

    /// <summary>
    /// Number of prompts for the answer-token probe: the probability of each skill's answer tokens while the model answers prompts that are
    /// unrelated to it; 0 disables it.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int AnswerTokenSamples { get; init; }

    /// <summary>
    /// Number of records for the output-shift probe: how far the model's next-token distributions have moved from the base model's, on
    /// held-out records and on the test records of the stage's own skill. It needs both models in memory; 0 disables it.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OutputShiftSamples { get; init; }

    /// <summary>True if a probe is asked for that reads captions.</summary>
    [JsonIgnore]
    internal bool ReadsCaptions => ProbeSamples > 0 || AnswerTokenSamples > 0 || AnsweredSamples > 0;

    /// <summary>The largest number of held-out records with answers that a probe reads.</summary>
    [JsonIgnore]
    internal int AnsweredSamples => Math.Max(LayerProbeSamples, OutputShiftSamples);
}
