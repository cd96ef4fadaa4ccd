namespace LmmCl.Evaluation.Forgetting;

/// <summary>Transfer metrics of Lopez-Paz and Ranzato (2017), with the base model in place of the untrained one.</summary>
public static class Transfer
{
    /// <summary>
    /// Computes the mean over k &lt; T of a[T, t_k] - a[k, t_k]; equals the mean of <see cref="Learning.TargetForgetting"/>.
    /// </summary>
    public static double? Backward(AccuracyMatrix matrix) => Learning.TargetForgetting(matrix).Mean;

    /// <summary>Computes the mean over k = 2..T of a[k-1, t_k] - a[0, t_k].</summary>
    public static double? Forward(AccuracyMatrix matrix) => Existing.Mean(
        Enumerable.Range(2, Math.Max(0, matrix.Stages - 1))
            .Select(stage => matrix[stage - 1, matrix.Target(stage)] - matrix[0, matrix.Target(stage)]));

    /// <summary>Computes the mean over the targets t of a[T, t]; a target taught twice counts once.</summary>
    public static double? AverageAccuracy(AccuracyMatrix matrix) =>
        Existing.Mean(matrix.StagesOfDistinctTargets(matrix.Stages).Select(stage => matrix[matrix.Stages, matrix.Target(stage)]));
}
