namespace LmmCl.Evaluation.Forgetting;

/// <summary>Drop of a benchmark at a stage k relative to the base model, and its recovery at a later stage j.</summary>
/// <param name="Stage">k.</param>
/// <param name="Base">a[0, b] in percent.</param>
/// <param name="After">a[k, b] in percent.</param>
/// <param name="LaterStage">j; null if nothing later was measured.</param>
/// <param name="Later">a[j, b] in percent; null if nothing later was measured.</param>
public sealed record BenchmarkDrop(int Stage, double Base, double After, int? LaterStage, double? Later)
{
    /// <summary>Id of the definition of the drop.</summary>
    public const string Id = "benchmark_drop";

    /// <summary>Version, incremented when the same matrix could yield another drop.</summary>
    public const int Version = 1;

    /// <summary>Formula of the drop in the notation of a[k, b].</summary>
    public const string Formula = "a[0,b] - a[k,b], k as asked, else the first of the smallest a[k,b] before j";

    /// <summary>Id of the definition of the recovery.</summary>
    public const string RecoveredId = "drop_recovered_by";

    /// <summary>Version, incremented when the same matrix could yield another share.</summary>
    public const int RecoveredVersion = 1;

    /// <summary>Formula of the recovered share in the notation of a[k, b].</summary>
    public const string RecoveredFormula =
        "(a[j,b] - a[k,b]) / (a[0,b] - a[k,b]) at stage j as asked, else the last that was measured; half of it counts as recovered";

    /// <summary>Share from which a drop counts as recovered.</summary>
    public const double RecoveredShare = 0.5;

    // Scores are decimal numbers: 79.3 - 74.3 must count as 5.
    private const double Rounding = 1e-9;

    /// <summary>The drop in percentage points.</summary>
    public double Points => Base - After;

    /// <summary>Share of the drop recovered at stage j; can exceed 1, and is null if undefined.</summary>
    public double? Share => Points > 0 ? (Later - After) / Points : null;

    /// <summary>True if at least half of the drop was recovered.</summary>
    public bool IsRecovered => Share >= RecoveredShare - Rounding;

    /// <summary>Returns true if the drop is at least this many points.</summary>
    public bool IsAtLeast(double points) => Points >= points - Rounding;

    /// <summary>Computes the drop of a benchmark; null if a requested stage was not measured.</summary>
    /// <param name="matrix">Accuracies of the experiment.</param>
    /// <param name="benchmark">The benchmark b.</param>
    /// <param name="droppedAt">k; null for the deepest drop.</param>
    /// <param name="recoveredBy">j; null for the last measured stage.</param>
    public static BenchmarkDrop? Of(AccuracyMatrix matrix, string benchmark, int? droppedAt, int? recoveredBy)
    {
        var measured = Enumerable.Range(1, matrix.Stages).Where(stage => matrix[stage, benchmark] is not null).ToList();
        if (matrix[0, benchmark] is not { } start || (recoveredBy is { } asked && !measured.Contains(asked)))
        {
            return null;
        }

        var candidates = measured.Where(stage => droppedAt is { } at ? stage == at : !(stage >= recoveredBy)).ToList();
        if (candidates.Count == 0)
        {
            return null;
        }

        var dropped = candidates.MinBy(stage => matrix[stage, benchmark]);
        int? later = recoveredBy ?? (measured[^1] > dropped ? measured[^1] : null);
        return new(dropped, start, matrix[dropped, benchmark]!.Value, later, later is { } stage ? matrix[stage, benchmark] : null);
    }
}
