namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Accuracy in percent by stage and benchmark: a[k, b], where row 0 is the base model and row k the model after stage k. Cells that were
/// not measured are null.
/// </summary>
/// <param name="targets">
/// Target benchmarks, that of stage k = 1..T at index k - 1. For an unfinished sequence, only stages with a row count.
/// </param>
/// <param name="heldOut">Benchmarks watched for forgetting.</param>
/// <param name="rows">Rows, base first; each maps benchmarks to values, absent or null if not measured.</param>
public sealed class AccuracyMatrix(
    IReadOnlyList<string> targets, IReadOnlyList<string> heldOut, IReadOnlyList<IReadOnlyDictionary<string, double?>> rows)
{
    /// <summary>Number T of planned stages that have a row.</summary>
    public int Stages { get; } = Math.Max(0, Math.Min(targets.Count, rows.Count - 1));

    /// <summary>Held-out benchmarks in the order of reports.</summary>
    public IReadOnlyList<string> HeldOut => heldOut;

    /// <summary>Returns a[k, b]; null if not measured.</summary>
    /// <param name="stage">Stage, 0 for the base model.</param>
    /// <param name="benchmark">Id of a benchmark.</param>
    public double? this[int stage, string benchmark] =>
        stage >= 0 && stage < rows.Count && rows[stage].TryGetValue(benchmark, out var accuracy) ? accuracy : null;

    /// <summary>Returns t_k, the target of stage k = 1..T.</summary>
    public string Target(int stage) => targets[stage - 1];

    /// <summary>
    /// Returns the stages 1..<paramref name="last"/> excluding those whose target an earlier stage taught: one stage per target.
    /// </summary>
    public IEnumerable<int> StagesOfDistinctTargets(int last) => Enumerable.Range(1, Math.Max(0, last)).DistinctBy(Target);

    /// <summary>Returns the mean held-out accuracy after a stage over the measured benchmarks; null if none was measured.</summary>
    public double? HeldOutAverage(int stage) => Existing.Mean(heldOut.Select(benchmark => this[stage, benchmark]));
}
