namespace LmmCl.Events;

/// <summary>One optimiser step.</summary>
/// <param name="Step">Counted from 1 within the stage.</param>
/// <param name="Loss">The step's loss before the update.</param>
/// <param name="LearningRate">The base rate used in this step.</param>
/// <param name="GradientNorm">Global norm before clipping.</param>
/// <param name="LabelTokens">Supervised tokens in this step.</param>
/// <param name="Seconds">Time since the stage's training began, pauses left out.</param>
public sealed record TrainingPoint(int Step, double Loss, double LearningRate, double GradientNorm, long LabelTokens, double Seconds);
