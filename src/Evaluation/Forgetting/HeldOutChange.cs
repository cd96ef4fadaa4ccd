namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Held-out forgetting: after each stage, the mean of a[k, b] - a[0, b] over the held-out benchmarks that have both cells. Negative means
/// forgotten.
/// </summary>
public static class HeldOutChange
{
    /// <summary>Computes one figure per stage 1..T; reports print the last, mean, sum and worst.</summary>
    public static StageFigures Of(AccuracyMatrix matrix) => new(
        1,
        [.. Enumerable.Range(1, matrix.Stages).Select(stage => After(matrix, stage))]);

    private static double? After(AccuracyMatrix matrix, int stage) =>
        Existing.Mean(matrix.HeldOut.Select(benchmark => matrix[stage, benchmark] - matrix[0, benchmark]));
}
