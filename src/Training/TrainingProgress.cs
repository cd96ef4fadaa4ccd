using LmmCl.Events;

namespace LmmCl.Training;

/// <summary>Progress reported after every optimiser step.</summary>
/// <param name="Point">Figures of the step.</param>
/// <param name="Steps">Number of optimiser steps in the stage.</param>
/// <param name="StepsPerSecond">Rate in this session.</param>
/// <param name="Remaining">Estimated time to the last step at that rate.</param>
public sealed record TrainingProgress(TrainingPoint Point, int Steps, double StepsPerSecond, TimeSpan Remaining);
