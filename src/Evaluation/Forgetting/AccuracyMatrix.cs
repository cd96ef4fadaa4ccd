namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Accuracy in percent by stage and benchmark: a[k, b], with row 0 the base model and row k the model after stage k. A cell that was not
/// measured is null.
/// </summary>
/// <param name="targets">
/// The benchmark of the skill that stage k = 1..T teaches, at index k - 1. A sequence that is not finished counts the stages that have a
/// row.
/// </param>
/// <param name="heldOut">Benchmarks watched for forgetting.</param>
/// <param name="rows">Base row first; each row by benchmark, absent or null where not measured.</param>
public sealed class AccuracyMatrix(
    IReadOnlyList<string> targets, IReadOnlyList<string> heldOut, IReadOnlyList<IReadOnlyDictionary<string, double?>> rows)
{
    /// <summary>T: stages that are planned and have a row.</summary>
    public int Stages { get; } = Math.Max(0, Math.Min(targets.Count, rows.Count - 1));

    /// <summary>Held-out benchmarks in the order of reports.</summary>
    public IReadOnlyList<string> HeldOut => heldOut;

    /// <summary>a[k, b]; null if not measured.</summary>
    /// <param name="stage">0 is the base model.</param>
    /// <param name="benchmark">Id of a benchmark.</param>
    public double? this[int stage, string benchmark] =>
        stage >= 0 && stage < rows.Count && rows[stage].TryGetValue(benchmark, out var accuracy) ? accuracy : null;

    /// <summary>t_k, the target of stage k = 1..T.</summary>
    public string Target(int stage) => targets[stage - 1];

    /// <summary>The stages 1..<paramref name="last"/> without those whose target an earlier one taught: one for each target.</summary>
    public IEnumerable<int> StagesOfDistinctTargets(int last) => Enumerable.Range(1, Math.Max(0, last)).DistinctBy(Target);

    /// <summary>Mean held-out accuracy after a stage, over the benchmarks that were measured; null if none was.</summary>
    public double? HeldOutAverage(int stage) => Existing.Mean(heldOut.Select(benchmark => this[stage, benchmark]));
}
