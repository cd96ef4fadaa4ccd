namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Maximum-minus-last forgetting (Chaudhry et al., 2018): difference between each earlier target's best accuracy since the first stage and
/// its current one. Positive means forgotten. The base row is excluded; rows before the target was taught are included.
/// </summary>
public static class ChaudhryForgetting
{
    /// <summary>
    /// Computes, after stage k = 2..T, the mean over the targets of stages j &lt; k; the last figure is that of the definition.
    /// </summary>
    public static StageFigures Of(AccuracyMatrix matrix) => new(
        2,
        [.. Enumerable.Range(2, Math.Max(0, matrix.Stages - 1)).Select(stage => Existing.Mean(PerTarget(matrix, stage)))]);

    /// <summary>Computes, for each distinct target t of a stage before k: max over l = 1..k-1 of a[l, t], minus a[k, t].</summary>
    public static IReadOnlyList<double?> PerTarget(AccuracyMatrix matrix, int stage) =>
    [
        .. matrix.StagesOfDistinctTargets(stage - 1)
            .Select(matrix.Target)
            .Select(target => Best(matrix, target, stage - 1) - matrix[stage, target]),
    ];

    private static double? Best(AccuracyMatrix matrix, string target, int lastStage) =>
        Enumerable.Range(1, lastStage).Max(stage => matrix[stage, target]);
}
