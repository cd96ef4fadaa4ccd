using LmmCl.Training.Examples;

namespace LmmCl.Training;

/// <summary>Derives the seed passed to a method for a stage.</summary>
public static class StageSeed
{
    /// <summary>
    /// Returns the experiment's own seed in stage 1 and a distinct seed in each later stage, so that a method's draws differ between
    /// stages. The training loop's own draws follow from the experiment's seed in every stage.
    /// </summary>
    /// <param name="experiment">Seed of the experiment.</param>
    /// <param name="stage">Stage number, from 1.</param>
    public static long Of(long experiment, int stage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stage, 1);

        // Negative indices cannot collide with steps and epochs, whose indices start at 0. Halved so that a seed is never negative.
        return stage == 1 ? experiment : (long)(RandomStream.For(experiment, -stage).Next() >> 1);
    }
}
