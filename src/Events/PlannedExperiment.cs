namespace LmmCl.Events;

/// <summary>A planned experiment of a sweep.</summary>
/// <param name="Name">Name of the experiment.</param>
/// <param name="Method">Id of the method's plugin.</param>
/// <param name="LearningRate">Peak learning rate.</param>
/// <param name="Seed">Seed of all randomness.</param>
public sealed record PlannedExperiment(string Name, string Method, double LearningRate, long Seed);
