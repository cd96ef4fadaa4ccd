namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Learning and held-out change of a variant that a method offers of each finished stage. Like the stage, a variant starts from the
/// previous stage, so only its own row belongs to the variant. v[k, b] is its accuracy on b after stage k, a[k, b] that of the sequence
/// itself.
/// </summary>
public static class VariantFigures
{
    /// <summary>Computes v[k, t_k] - a[k-1, t_k].</summary>
    public static StageFigures Learning(AccuracyMatrix sequence, AccuracyMatrix variant) => new(
        1,
        [.. Stages(sequence, variant).Select(stage =>
            variant[stage, sequence.Target(stage)] - sequence[stage - 1, sequence.Target(stage)])]);

    /// <summary>Computes the mean over held-out b of v[k, b] - a[0, b].</summary>
    public static StageFigures HeldOut(AccuracyMatrix sequence, AccuracyMatrix variant) => new(
        1,
        [.. Stages(sequence, variant).Select(stage =>
            Existing.Mean(sequence.HeldOut.Select(benchmark => variant[stage, benchmark] - sequence[0, benchmark])))]);

    private static IEnumerable<int> Stages(AccuracyMatrix sequence, AccuracyMatrix variant) =>
        Enumerable.Range(1, Math.Min(sequence.Stages, variant.Stages));
}
