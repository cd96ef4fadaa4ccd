using LmmCl.Events;

namespace LmmCl.Audit;

/// <summary>The recorded optimiser steps of a stage. Steps that are taken again after a resumption replace those of before.</summary>
internal sealed class RecordedSteps
{
    private const long Lost = -1;

    // By step, from 1. Numbers rather than points: the steps of a million events would burden the garbage collector.
    private readonly List<long> labelTokens = [];

    /// <summary>Number of steps that the stage was to have; null before the first.</summary>
    public int? Planned { get; private set; }

    /// <summary>Number of the last step; 0 before the first.</summary>
    public int Last => labelTokens.Count;

    /// <summary>True if a step before the last one was not recorded.</summary>
    public bool HasGaps => labelTokens.Contains(Lost);

    /// <summary>Supervised tokens of all recorded steps.</summary>
    public long LabelTokens => labelTokens.Where(tokens => tokens != Lost).Sum();

    /// <summary>Loss of the last step.</summary>
    public double LastLoss { get; private set; } = double.NaN;

    /// <summary>Takes the next steps, which are consecutive; there is at least one.</summary>
    public void Take(TrainingProgressed progressed)
    {
        var next = progressed.Points;
        Planned ??= progressed.TotalSteps;
        var first = Math.Clamp(next[0].Step - 1, 0, int.MaxValue - next.Count);
        if (first < Last)
        {
            labelTokens.RemoveRange(first, Last - first);
        }

        // A forged step number must not decide how much memory is taken.
        const int MostLost = 1 << 24;
        for (var lost = Math.Min(first, Last + MostLost); Last < lost;)
        {
            labelTokens.Add(Lost);
        }

        foreach (var point in next)
        {
            labelTokens.Add(point.LabelTokens);
        }

        LastLoss = next[^1].Loss;
    }
}
