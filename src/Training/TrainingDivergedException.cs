namespace LmmCl.Training;

/// <summary>Thrown when a loss or the gradient is not finite, so that the stage cannot continue.</summary>
/// <param name="step">The optimiser step, counted from 1.</param>
/// <param name="figures">The figures that are not finite, with their names.</param>
public sealed class TrainingDivergedException(int step, string figures)
    : Exception($"Step {step}: {figures}. A lower learning rate, a longer warm-up or clipping usually helps.")
{
    /// <summary>Created for a step of the optimiser.</summary>
    public TrainingDivergedException(int step, double loss, double gradientNorm)
        : this(step, $"loss {loss:G6}, gradient norm {gradientNorm:G6}")
    {
    }

    /// <summary>The optimiser step, counted from 1.</summary>
    public int Step { get; } = step;
}
