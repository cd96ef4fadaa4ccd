using LmmCl.Training.Examples;

namespace LmmCl.Training;

/// <summary>The seed that a method is given for a stage.</summary>
public static class StageSeed
{
    /// <summary>
    /// The experiment's own seed in stage 1, and one of their own for later stages, so that what a method draws there is not what it drew
    /// before. What the training loop itself draws follows from the experiment's seed in every stage.
    /// </summary>
    /// <param name="experiment">Seed of the experiment.</param>
    /// <param name="stage">Number of the stage, from 1.</param>
    public static long Of(long experiment, int stage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stage, 1);

        // Steps and epochs have the indices from 0 on. Half the range, so that a seed is never negative.
        return stage == 1 ? experiment : (long)(RandomStream.For(experiment, -stage).Next() >> 1);
    }
}
