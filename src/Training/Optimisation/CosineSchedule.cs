namespace LmmCl.Training.Optimisation;

/// <summary>
/// Learning-rate schedule with linear warm-up from zero and half-cosine decay to zero after the last step (transformers'
/// get_cosine_schedule_with_warmup).
/// </summary>
/// <param name="Steps">Number of optimiser steps.</param>
/// <param name="WarmupSteps">Number of steps before the peak. With at least one, the first step has factor 0 and changes nothing.</param>
public sealed record CosineSchedule(int Steps, int WarmupSteps)
{
    /// <summary>Creates a schedule whose warm-up is given as a fraction of the steps, rounded up.</summary>
    public static CosineSchedule Of(int steps, double warmupRatio) => new(steps, (int)Math.Ceiling(steps * warmupRatio));

    /// <summary>
    /// As <see cref="Of"/>, except that a schedule of one step has no warm-up: the step uses the peak rate instead of rate 0.
    /// </summary>
    public static CosineSchedule LeavingAStep(int steps, double warmupRatio) => Of(steps, steps == 1 ? 0 : warmupRatio);

    /// <summary>Returns the factor applied to the peak rate in step <paramref name="step"/>, counted from 0.</summary>
    public double Factor(int step)
    {
        if (step < WarmupSteps)
        {
            return (double)step / Math.Max(1, WarmupSteps);
        }

        var progress = (double)(step - WarmupSteps) / Math.Max(1, Steps - WarmupSteps);
        return Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }
}
