using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;

namespace LmmCl.Training.Examples;

/// <summary>
/// Assigns examples to optimiser steps and micro-batches. Depends only on options, data and step number, so a resumed run needs to store
/// only the step.
/// </summary>
internal sealed class StepPlan(ITrainingExamples examples, TrainingOptions options)
{
    /// <summary>
    /// Number of steps whose examples are sorted together under <see cref="ExampleOrder.ByLength"/>: enough to find examples of similar
    /// length, few enough to preserve randomness.
    /// </summary>
    private const int StepsSortedTogether = 50;

    private readonly int stepsPerEpoch = options.StepsPerEpoch(examples.Count);
    private int epoch = -1;
    private int[] order = [];

    /// <summary>Number of steps in the whole stage.</summary>
    public int Steps { get; } = options.StepsFor(examples.Count);

    /// <summary>Returns the micro-batches of step <paramref name="step"/>, counted from 0.</summary>
    public IReadOnlyList<int[]> MicroBatches(int step)
    {
        if (epoch != step / stepsPerEpoch)
        {
            epoch = step / stepsPerEpoch;
            order = Order(epoch);
        }

        var taken = order.Skip(step % stepsPerEpoch * options.EffectiveBatch).Take(options.EffectiveBatch);
        var sortable = options.Order != ExampleOrder.AsInFile && options.LossWeighting == LossWeighting.Tokens;
        return [.. (sortable ? taken.OrderBy(examples.Length) : taken).Chunk(options.MicroBatch)];
    }

    private int[] Order(int epoch)
    {
        var indices = Enumerable.Range(0, examples.Count).ToArray();
        if (options.Order == ExampleOrder.AsInFile)
        {
            return indices;
        }

        var random = RandomStream.For(options.Seed, epoch);
        random.Shuffle<int>(indices);
        return options.Order == ExampleOrder.ByLength ? Grouped(indices, ref random) : indices;
    }

    /// <summary>Sorts blocks of the random order by length, then shuffles whole steps; a step with fewer examples stays last.</summary>
    private int[] Grouped(int[] shuffled, ref RandomStream random)
    {
        var steps = shuffled
            .Chunk(StepsSortedTogether * options.EffectiveBatch)
            .SelectMany(stretch => stretch.OrderByDescending(examples.Length).Chunk(options.EffectiveBatch))
            .ToArray();
        var full = steps.Length > 0 && steps[^1].Length < options.EffectiveBatch ? steps.Length - 1 : steps.Length;
        random.Shuffle(steps.AsSpan(0, full));
        return [.. steps.SelectMany(step => step)];
    }
}
