namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Maximum-minus-last forgetting (Chaudhry et al., 2018): how far each earlier target is below its best since the first stage. Positive is
/// forgotten. The base row does not count, rows before the target was taught do.
/// </summary>
public static class ChaudhryForgetting
{
    /// <summary>After stage k = 2..T, the mean over the targets of stages j &lt; k; the last figure is the definition's.</summary>
    public static StageFigures Of(AccuracyMatrix matrix) => new(
        2,
        [.. Enumerable.Range(2, Math.Max(0, matrix.Stages - 1)).Select(stage => Existing.Mean(PerTarget(matrix, stage)))]);

    /// <summary>For each target t of a stage before k, once: max over l = 1..k-1 of a[l, t], minus a[k, t].</summary>
    public static IReadOnlyList<double?> PerTarget(AccuracyMatrix matrix, int stage) =>
    [
        .. matrix.StagesOfDistinctTargets(stage - 1)
            .Select(matrix.Target)
            .Select(target => Best(matrix, target, stage - 1) - matrix[stage, target]),
    ];

    private static double? Best(AccuracyMatrix matrix, string target, int lastStage) =>
        Enumerable.Range(1, lastStage).Max(stage => matrix[stage, target]);
}
