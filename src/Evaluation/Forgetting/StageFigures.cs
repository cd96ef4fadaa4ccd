namespace LmmCl.Evaluation.Forgetting;

/// <summary>One figure per stage, with aggregates. Missing figures are skipped; aggregates are null if there are none.</summary>
/// <param name="FirstStage">Stage of the first figure.</param>
/// <param name="PerStage">Figures in percentage points, null if an operand was not measured.</param>
public sealed record StageFigures(int FirstStage, IReadOnlyList<double?> PerStage)
{
    /// <summary>Figure of the last stage, null if that stage has none.</summary>
    public double? Last => PerStage.Count == 0 ? null : PerStage[^1];

    /// <summary>Mean over the stages.</summary>
    public double? Mean => Existing.Mean(PerStage);

    /// <summary>Sum over the stages.</summary>
    public double? Sum => PerStage.OfType<double>().Any() ? PerStage.OfType<double>().Sum() : null;

    /// <summary>Smallest figure.</summary>
    public double? Worst => PerStage.Min();

    /// <summary>First stage that reaches <see cref="Worst"/>.</summary>
    public int? WorstStage => Worst is { } worst ? FirstStage + PerStage.ToList().IndexOf(worst) : null;
}
