using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>Teacher logits at the compared positions, computed by the teacher or read from the cache of an earlier epoch.</summary>
/// <param name="cache">Null to run the teacher every time.</param>
internal sealed class TeacherRows(TeacherCache? cache)
{
    /// <summary>Returns the logits [M, V], without gradient.</summary>
    /// <param name="step">The micro-batch.</param>
    /// <param name="positions">[M] int64, ascending indices into the flattened [B x T] positions; null for the answers.</param>
    public Tensor At(StepContext step, Tensor? positions)
    {
        using var untracked = no_grad();
        return cache is null ? Fresh(step, positions) : Cached(step, positions, cache);
    }

    private static Tensor Fresh(StepContext step, Tensor? positions) =>
        positions is null ? step.Teacher.AnswerLogits : step.Teacher.Logits.flatten(0, 1).index_select(0, positions);

    /// <summary>
    /// Runs the teacher on the whole micro-batch if any example is missing from the cache. Cached rows take precedence, so that an
    /// example's rows have the same values in every epoch, interrupted or not.
    /// </summary>
    private static Tensor Cached(StepContext step, Tensor? positions, TeacherCache cache)
    {
        var rows = ExampleRows.Of(step, positions ?? step.Answers.Rows);
        var kept = rows.Select(cache.Find).ToList();
        if (kept.Contains(null))
        {
            var fresh = Fresh(step, positions);
            for (var index = 0; index < rows.Count; index++)
            {
                kept[index] ??= cache.Keep(rows[index], fresh.narrow(0, rows[index].Start, rows[index].Positions.Length));
            }
        }

        return cat([.. kept.Select(tensor => tensor!)]).to(step.Batch.InputIds.device);
    }
}
