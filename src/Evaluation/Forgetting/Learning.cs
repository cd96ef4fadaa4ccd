namespace LmmCl.Evaluation.Forgetting;

/// <summary>What the stages taught: gains on the targets.</summary>
public static class Learning
{
    /// <summary>a[k, t_k] - a[k-1, t_k]: the gain over the stage before.</summary>
    public static StageFigures VersusPrevious(AccuracyMatrix matrix) => PerStage(matrix, matrix.Stages, stage => (stage, stage - 1));

    /// <summary>a[k, t_k] - a[0, t_k]: the gain over the base model.</summary>
    public static StageFigures VersusBase(AccuracyMatrix matrix) => PerStage(matrix, matrix.Stages, stage => (stage, 0));

    /// <summary>
    /// a[T, t_k] - a[0, t_k]: what is left of the gain at the end. A target that was taught again has it once, at its first stage.
    /// </summary>
    public static StageFigures Overall(AccuracyMatrix matrix)
    {
        var first = matrix.StagesOfDistinctTargets(matrix.Stages).ToHashSet();
        var overall = PerStage(matrix, matrix.Stages, _ => (matrix.Stages, 0));
        return overall with { PerStage = [.. overall.PerStage.Select((figure, index) => first.Contains(index + 1) ? figure : null)] };
    }

    /// <summary>a[T, t_k] - a[k, t_k] for k &lt; T, negative where the skill was forgotten.</summary>
    public static StageFigures TargetForgetting(AccuracyMatrix matrix) =>
        PerStage(matrix, matrix.Stages - 1, stage => (matrix.Stages, stage));

    /// <summary>Differences of each stage's target between two rows.</summary>
    private static StageFigures PerStage(AccuracyMatrix matrix, int stages, Func<int, (int Later, int Earlier)> rows) => new(
        1,
        [.. Enumerable.Range(1, Math.Max(0, stages)).Select(stage =>
            matrix[rows(stage).Later, matrix.Target(stage)] - matrix[rows(stage).Earlier, matrix.Target(stage)])]);
}
