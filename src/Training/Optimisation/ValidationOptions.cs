using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace LmmCl.Training.Optimisation;

/// <summary>Options for measuring a stage on validation data while it trains.</summary>
public sealed record ValidationOptions
{
    /// <summary>
    /// Share of a skill's training records that is held out for validation; null if each skill names its own validation file. A skill that
    /// names one is always validated on that file and trained on all of its records.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true, ErrorMessage = "must be above 0 and below 1.")]
    public double? Share { get; init; }

    /// <summary>Number of steps between measurements; the last step is always measured.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1: the number of optimiser steps between two measurements.")]
    public int Every { get; init; }

    /// <summary>True to measure the skill's score as well as the loss, which generates an answer to every record's question.</summary>
    public bool Score { get; init; }

    /// <summary>
    /// Figure by which measurements are compared. <see cref="ValidationMetric.Score"/> implies that the score is measured.
    /// </summary>
    public ValidationMetric Metric { get; init; }

    /// <summary>Number of successive measurements without a new best after which the stage ends; null: it never ends early.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int? Patience { get; init; }

    /// <summary>The weights that the stage ends with.</summary>
    public KeptWeights Keep { get; init; }

    /// <summary>True if the score is measured beside the loss.</summary>
    [JsonIgnore]
    public bool MeasuresScore => Score || Metric == ValidationMetric.Score;
}
