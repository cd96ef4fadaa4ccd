namespace LmmCl.Training;

/// <summary>Thrown when the loss or the gradient is not finite, so that the stage cannot continue.</summary>
public sealed class TrainingDivergedException(int step, double loss, double gradientNorm)
    : Exception(
        $"Step {step}: loss {loss:G6}, gradient norm {gradientNorm:G6}. "
        + "A lower learning rate, a longer warm-up or clipping usually helps.")
{
    /// <summary>The optimiser step, counted from 1.</summary>
    public int Step { get; } = step;
}
