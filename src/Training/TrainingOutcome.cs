using LmmCl.Abstractions;
using LmmCl.Training.Verification;

namespace LmmCl.Training;

/// <summary>What came of a stage.</summary>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="LabelTokens">Labelled tokens seen.</param>
/// <param name="FinalLoss">Loss of the last step.</param>
/// <param name="Elapsed">Time spent training, pauses left out.</param>
/// <param name="Trained">What trained.</param>
/// <param name="Merged">What the method wrote besides.</param>
/// <param name="Verification">That what was frozen did not change, and what trained did.</param>
public sealed record TrainingOutcome(
    int Steps,
    long LabelTokens,
    double FinalLoss,
    TimeSpan Elapsed,
    IReadOnlyList<ModelParameter> Trained,
    IReadOnlyList<ModelParameter> Merged,
    ParameterVerification Verification);
