namespace LmmCl.Evaluation.Forgetting;

/// <summary>Recovery of a benchmark's deepest drop by the last stage. All null if the base or the last stage was not measured.</summary>
/// <param name="Drop">a[0, b] - a[k*, b] in percentage points, where k* is the first stage with the smallest a[k, b].</param>
/// <param name="DeepestStage">k*.</param>
/// <param name="Recovered">a[T, b] - a[k*, b] in percentage points.</param>
/// <param name="Share">Recovered / drop; null if there was no drop. Can exceed 1.</param>
public sealed record Recovery(double? Drop, int? DeepestStage, double? Recovered, double? Share)
{
    /// <summary>Computes the recovery of one benchmark.</summary>
    public static Recovery Of(AccuracyMatrix matrix, string benchmark) =>
        Of([.. Enumerable.Range(0, matrix.Stages + 1).Select(stage => matrix[stage, benchmark])]);

    /// <summary>Computes the recovery of the held-out average as if it were one benchmark.</summary>
    public static Recovery OfHeldOutAverage(AccuracyMatrix matrix) =>
        Of([.. Enumerable.Range(0, matrix.Stages + 1).Select(matrix.HeldOutAverage)]);

    private static Recovery Of(double?[] byStage)
    {
        if (byStage.Length < 2 || byStage[0] is not { } start || byStage[^1] is not { } end)
        {
            return new(null, null, null, null);
        }

        var deepest = byStage.Skip(1).Min()!.Value;
        var drop = start - deepest;
        var recovered = end - deepest;
        return new(drop, Array.IndexOf(byStage, deepest, 1), recovered, drop > 0 ? recovered / drop : null);
    }
}
