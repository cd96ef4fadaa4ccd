using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Training.Examples;

namespace LmmCl.Training;

/// <summary>How a stage is trained. Defaults are the study's (B.1), but for the loss weighting and the seed's being a choice.</summary>
public sealed record TrainingOptions
{
    /// <summary>Peak rate of everything without a rate of its own.</summary>
    [Range(0.0, 10.0, MinimumIsExclusive = true, ErrorMessage = "must be above 0 and at most 10.")]
    public double LearningRate { get; init; } = 5e-6;

    /// <summary>Peak rate of the vision tower; null: <see cref="LearningRate"/>.</summary>
    [Range(0.0, 10.0, ErrorMessage = "must be between 0 and 10.")]
    public double? VisionLearningRate { get; init; }

    /// <summary>Peak rate of the projector; null: <see cref="LearningRate"/>.</summary>
    [Range(0.0, 10.0, ErrorMessage = "must be between 0 and 10.")]
    public double? ProjectorLearningRate { get; init; }

    /// <summary>Passes over the data; a part of one is allowed. Ignored where <see cref="MaxSteps"/> is given.</summary>
    [Range(0.0, 100_000.0, MinimumIsExclusive = true, ErrorMessage = "must be above 0.")]
    public double Epochs { get; init; } = 1;

    /// <summary>Optimiser steps, however many epochs they make.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int? MaxSteps { get; init; }

    /// <summary>Examples of one optimiser step. The last step of an epoch may have fewer.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be at least 1.")]
    public int EffectiveBatch { get; init; } = 32;

    /// <summary>
    /// Examples that go through the model at a time; a matter of memory and speed alone under
    /// <see cref="Abstractions.LossWeighting.Tokens"/>.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "must be at least 1.")]
    public int MicroBatch { get; init; } = 8;

    /// <summary>Part of the steps in which the rate rises from zero; rounded up to whole steps.</summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1.")]
    public double WarmupRatio { get; init; } = 0.03;

    /// <summary>Decoupled weight decay.</summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1.")]
    public double WeightDecay { get; init; }

    /// <summary>Largest norm of the gradient over everything that trains; 0 for no clipping.</summary>
    [Range(0.0, 1e6, ErrorMessage = "must not be negative.")]
    public double Clip { get; init; } = 1;

    /// <summary>Seed of the experiment, from which the data's order and PyTorch's generator in every step follow.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>What a labelled token counts.</summary>
    public LossWeighting LossWeighting { get; init; } = LossWeighting.Tokens;

    /// <summary>In which order examples come.</summary>
    public ExampleOrder Order { get; init; } = ExampleOrder.Shuffled;

    /// <summary>Saves the state for a resume every so many steps; 0: not by steps.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int SaveEvery { get; init; }

    /// <summary>
    /// Saves the state for a resume after the first step that ends so many seconds after the last saving; 0: not by time. A run that is
    /// stopped on request saves in any case.
    /// </summary>
    [Range(0, int.MaxValue, ErrorMessage = "must not be negative.")]
    public int SaveEverySeconds { get; init; } = 600;

    /// <summary>
    /// Keeps the input of every block alone and computes the block again when its gradient is wanted: the same gradients for a third more
    /// time and a fraction of the memory.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ActivationCheckpointing { get; init; }

    /// <summary>The same without what decides no bits: how often a state is saved, and what is kept for the gradients.</summary>
    public TrainingOptions WithoutSaving() => this with { SaveEvery = 0, SaveEverySeconds = 0, ActivationCheckpointing = false };

    /// <summary>Peak rate of a parameter.</summary>
    public double RateOf(ParameterRole role) => role switch
    {
        ParameterRole.VisionTower => VisionLearningRate ?? LearningRate,
        ParameterRole.Projector => ProjectorLearningRate ?? LearningRate,
        _ => LearningRate,
    };

    /// <summary>Optimiser steps over <paramref name="examples"/> examples.</summary>
    public int StepsFor(int examples) => MaxSteps ?? (int)Math.Ceiling(Epochs * StepsPerEpoch(examples));

    /// <summary>Optimiser steps of one pass.</summary>
    public int StepsPerEpoch(int examples) => (examples + EffectiveBatch - 1) / EffectiveBatch;
}
