namespace LmmCl.Evaluation.Forgetting;

/// <summary>What a benchmark lost at a stage k against the base model, and how much of that was back at a later stage j.</summary>
/// <param name="Stage">k.</param>
/// <param name="Base">a[0, b] in percent.</param>
/// <param name="After">a[k, b] in percent.</param>
/// <param name="LaterStage">j; null where nothing later was measured.</param>
/// <param name="Later">a[j, b] in percent; null where nothing later was measured.</param>
public sealed record BenchmarkDrop(int Stage, double Base, double After, int? LaterStage, double? Later)
{
    /// <summary>Id of the definition of a drop.</summary>
    public const string Id = "benchmark_drop";

    /// <summary>Raised when the same matrix could give another drop.</summary>
    public const int Version = 1;

    /// <summary>The drop in the notation of a[k, b].</summary>
    public const string Formula = "a[0,b] - a[k,b], k as asked, else the first of the smallest a[k,b] before j";

    /// <summary>Id of the definition of a recovery by a stage.</summary>
    public const string RecoveredId = "drop_recovered_by";

    /// <summary>Raised when the same matrix could give another share.</summary>
    public const int RecoveredVersion = 1;

    /// <summary>The recovered share in the notation of a[k, b].</summary>
    public const string RecoveredFormula =
        "(a[j,b] - a[k,b]) / (a[0,b] - a[k,b]) at stage j as asked, else the last that was measured; half of it counts as recovered";

    /// <summary>The share from which a drop counts as recovered.</summary>
    public const double RecoveredShare = 0.5;

    // Scores are decimal numbers: 79.3 - 74.3 is to count as 5.
    private const double Rounding = 1e-9;

    /// <summary>The drop in percentage points.</summary>
    public double Points => Base - After;

    /// <summary>The part of the drop that was back at stage j; can exceed 1, and is null where it cannot be said.</summary>
    public double? Share => Points > 0 ? (Later - After) / Points : null;

    /// <summary>At least half of the drop was back.</summary>
    public bool IsRecovered => Share >= RecoveredShare - Rounding;

    /// <summary>The drop is this many points or more.</summary>
    public bool IsAtLeast(double points) => Points >= points - Rounding;

    /// <summary>The drop of one benchmark; null where a stage that is asked for was not measured.</summary>
    /// <param name="matrix">The experiment.</param>
    /// <param name="benchmark">The benchmark b.</param>
    /// <param name="droppedAt">k; null for the deepest drop.</param>
    /// <param name="recoveredBy">j; null for the last stage that was measured.</param>
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
