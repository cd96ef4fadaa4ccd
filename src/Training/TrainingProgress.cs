using LmmCl.Events;

namespace LmmCl.Training;

/// <summary>Told after every optimiser step.</summary>
/// <param name="Point">What the step was.</param>
/// <param name="Steps">Optimiser steps of the stage.</param>
/// <param name="StepsPerSecond">Rate of this session.</param>
/// <param name="Remaining">Time to the last step at that rate.</param>
public sealed record TrainingProgress(TrainingPoint Point, int Steps, double StepsPerSecond, TimeSpan Remaining);
