using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>Compared positions of one example of a micro-batch, independent of its padding and of the other examples.</summary>
/// <param name="Example">Position of the example in the stage's data.</param>
/// <param name="Ids">Token ids of the example, without padding.</param>
/// <param name="Positions">Compared positions within the ids.</param>
/// <param name="Start">Index of its first row within the micro-batch.</param>
internal sealed record ExampleRows(int Example, long[] Ids, long[] Positions, long Start)
{
    /// <summary>Returns the rows of each example of a micro-batch that has any compared position.</summary>
    /// <param name="step">The micro-batch.</param>
    /// <param name="positions">[M] int64, ascending, all of real tokens.</param>
    public static IReadOnlyList<ExampleRows> Of(StepContext step, Tensor positions)
    {
        using var scope = NewDisposeScope();
        var batch = step.Batch.OnHost ?? step.Batch;
        var ids = batch.InputIds.data<long>().ToArray();
        var mask = batch.AttentionMask.data<long>().ToArray();
        var all = positions.cpu().data<long>().ToArray();
        var length = (int)step.Batch.InputIds.shape[1];
        var found = new List<ExampleRows>();
        var start = 0L;
        foreach (var row in all.GroupBy(position => (int)(position / length)))
        {
            // Padding is on one side; which side does not matter here.
            var real = Enumerable.Range(row.Key * length, length).Where(position => mask[position] != 0).ToList();
            var own = row.Select(position => position - real[0]).ToArray();
            found.Add(new ExampleRows(step.Examples[row.Key], [.. real.Select(position => ids[position])], own, start));
            start += own.Length;
        }

        return found;
    }
}
