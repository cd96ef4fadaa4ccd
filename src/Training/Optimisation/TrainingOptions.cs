using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Data.Batches;

namespace LmmCl.Training.Optimisation;

/// <summary>Training options of a stage. Defaults are the study's (B.1), except for the loss weighting and the configurable seed.</summary>
public sealed record TrainingOptions
{
    /// <summary>Peak learning rate of all parameters without a rate of their own.</summary>
    [Range(0.0, 10.0, MinimumIsExclusive = true, ErrorMessage = "must be above 0 and at most 10.")]
    public double LearningRate { get; init; } = 5e-6;

    /// <summary>Peak learning rate of the vision tower; null: <see cref="LearningRate"/>.</summary>
    [Range(0.0, 10.0, ErrorMessage = "must be between 0 and 10.")]
    public double? VisionLearningRate { get; init; }

    /// <summary>Peak learning rate of the projector; null: <see cref="LearningRate"/>.</summary>
    [Range(0.0, 10.0, ErrorMessage = "must be between 0 and 10.")]
    public double? ProjectorLearningRate { get; init; }

    /// <summary>Number of passes over the data, possibly fractional. Ignored if <see cref="MaxSteps"/> is set.</summary>
    [Range(0.0, 100_000.0, MinimumIsExclusive = true, ErrorMessage = "must be above 0.")]
    public double Epochs { get; init; } = 1;

    /// <summary>Number of optimiser steps, regardless of epochs.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int? MaxSteps { get; init; }

    /// <summary>Number of examples per optimiser step. The last step of an epoch may have fewer.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be at least 1.")]
    public int EffectiveBatch { get; init; } = 32;

    /// <summary>
    /// Number of examples per forward pass; affects only memory and speed under <see cref="Abstractions.LossWeighting.Tokens"/>.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "must be at least 1.")]
    public int MicroBatch { get; init; } = 8;

    /// <summary>Maximum row length in tokens, image tokens included; null: the model's maximum number of positions.</summary>
    [Range(2, int.MaxValue, ErrorMessage = "must be at least 2.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxLength { get; init; }

    /// <summary>Treatment of records that are longer than <see cref="MaxLength"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OverlongRecords Overlong { get; init; }

    /// <summary>Fraction of the steps over which the rate rises from zero; rounded up to whole steps.</summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1.")]
    public double WarmupRatio { get; init; } = 0.03;

    /// <summary>Decoupled weight decay.</summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1.")]
    public double WeightDecay { get; init; }

    /// <summary>Maximum norm of the gradient over all trained parameters; 0 disables clipping.</summary>
    [Range(0.0, 1e6, ErrorMessage = "must not be negative.")]
    public double Clip { get; init; } = 1;

    /// <summary>Seed of the experiment, which determines the data order and the seed of PyTorch's generator in every step.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Weighting of the labelled tokens.</summary>
    public LossWeighting LossWeighting { get; init; } = LossWeighting.Tokens;

    /// <summary>Order of the examples.</summary>
    public ExampleOrder Order { get; init; } = ExampleOrder.Shuffled;

    /// <summary>Number of steps between saved states; 0 disables saving by steps.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int SaveEvery { get; init; }

    /// <summary>
    /// Seconds between saved states, saved after the first step that ends past the interval; 0 disables saving by time. A run stopped on
    /// request always saves.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int SaveEverySeconds { get; init; } = 600;

    /// <summary>
    /// Keeps only the input of each block and recomputes the block in the backward pass: the same gradients in about a third more time and
    /// a fraction of the memory.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ActivationCheckpointing { get; init; }

    /// <summary>Measurements on validation data; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValidationOptions? Validation { get; init; }

    /// <summary>Returns a copy without the options that do not affect the result: save intervals and activation checkpointing.</summary>
    public TrainingOptions WithoutSaving() => this with { SaveEvery = 0, SaveEverySeconds = 0, ActivationCheckpointing = false };

    /// <summary>Returns the peak learning rate of a parameter.</summary>
    public double RateOf(ParameterRole role) => role switch
    {
        ParameterRole.VisionTower => VisionLearningRate ?? LearningRate,
        ParameterRole.Projector => ProjectorLearningRate ?? LearningRate,
        _ => LearningRate,
    };

    /// <summary>Returns the number of optimiser steps over <paramref name="examples"/> examples.</summary>
    public int StepsFor(int examples) => MaxSteps ?? (int)Math.Ceiling(Epochs * StepsPerEpoch(examples));

    /// <summary>Returns the number of optimiser steps per epoch.</summary>
    public int StepsPerEpoch(int examples) => (examples + EffectiveBatch - 1) / EffectiveBatch;
}
