namespace LmmCl.Evaluation.Forgetting;

/// <summary>Learning of the stages: gains on the targets.</summary>
public static class Learning
{
    /// <summary>Computes a[k, t_k] - a[k-1, t_k], the gain over the previous stage.</summary>
    public static StageFigures VersusPrevious(AccuracyMatrix matrix) => PerStage(matrix, matrix.Stages, stage => (stage, stage - 1));

    /// <summary>Computes a[k, t_k] - a[0, t_k], the gain over the base model.</summary>
    public static StageFigures VersusBase(AccuracyMatrix matrix) => PerStage(matrix, matrix.Stages, stage => (stage, 0));

    /// <summary>
    /// Computes a[T, t_k] - a[0, t_k], the gain remaining at the end. A target taught more than once appears once, at its first stage.
    /// </summary>
    public static StageFigures Overall(AccuracyMatrix matrix)
    {
        var first = matrix.StagesOfDistinctTargets(matrix.Stages).ToHashSet();
        var overall = PerStage(matrix, matrix.Stages, _ => (matrix.Stages, 0));
        return overall with { PerStage = [.. overall.PerStage.Select((figure, index) => first.Contains(index + 1) ? figure : null)] };
    }

    /// <summary>Computes a[T, t_k] - a[k, t_k] for k &lt; T, negative if the skill was forgotten.</summary>
    public static StageFigures TargetForgetting(AccuracyMatrix matrix) =>
        PerStage(matrix, matrix.Stages - 1, stage => (matrix.Stages, stage));

    /// <summary>Computes differences of each stage's target between two rows.</summary>
    private static StageFigures PerStage(AccuracyMatrix matrix, int stages, Func<int, (int Later, int Earlier)> rows) => new(
        1,
        [.. Enumerable.Range(1, Math.Max(0, stages)).Select(stage =>
            matrix[rows(stage).Later, matrix.Target(stage)] - matrix[rows(stage).Earlier, matrix.Target(stage)])]);
}
