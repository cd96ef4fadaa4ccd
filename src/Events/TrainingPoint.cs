namespace LmmCl.Events;

/// <summary>Figures of one optimiser step.</summary>
/// <param name="Step">Step within the stage, counted from 1.</param>
/// <param name="Loss">Loss before the update.</param>
/// <param name="LearningRate">Base learning rate of this step.</param>
/// <param name="GradientNorm">Global gradient norm before clipping.</param>
/// <param name="LabelTokens">Number of supervised tokens in this step.</param>
/// <param name="Seconds">Time since the stage's training began, excluding pauses.</param>
public sealed record TrainingPoint(int Step, double Loss, double LearningRate, double GradientNorm, long LabelTokens, double Seconds);
