using LmmCl.Abstractions;
using LmmCl.Training.Verification;

namespace LmmCl.Training;

/// <summary>Result of training a stage.</summary>
/// <param name="Steps">Number of optimiser steps.</param>
/// <param name="LabelTokens">Number of labelled tokens seen.</param>
/// <param name="FinalLoss">Loss of the last step.</param>
/// <param name="Elapsed">Training time, excluding pauses.</param>
/// <param name="Trained">Trained parameters.</param>
/// <param name="Merged">Other parameters that the method wrote.</param>
/// <param name="Verification">Verification that frozen parameters are unchanged and trained ones changed.</param>
public sealed record TrainingOutcome(
    int Steps,
    long LabelTokens,
    double FinalLoss,
    TimeSpan Elapsed,
    IReadOnlyList<ModelParameter> Trained,
    IReadOnlyList<ModelParameter> Merged,
    ParameterVerification Verification)
{
    /// <summary>Step of the best validation measurement, if its weights were kept; null if those of the last step were kept.</summary>
    public int? KeptStep { get; init; }

    /// <summary>Reason for ending before the last planned step; null if training ran to the end.</summary>
    public string? StoppedEarly { get; init; }
}
