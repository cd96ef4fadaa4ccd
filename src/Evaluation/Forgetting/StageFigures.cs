namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// One figure per stage, and what can be said about them together. Missing figures are left out; everything is null if there is none.
/// </summary>
/// <param name="FirstStage">The stage of the first figure.</param>
/// <param name="PerStage">Percentage points, null where an operand was not measured.</param>
public sealed record StageFigures(int FirstStage, IReadOnlyList<double?> PerStage)
{
    /// <summary>The last stage's figure, null if that stage has none.</summary>
    public double? Last => PerStage.Count == 0 ? null : PerStage[^1];

    /// <summary>Mean over stages.</summary>
    public double? Mean => Existing.Mean(PerStage);

    /// <summary>Sum over stages.</summary>
    public double? Sum => PerStage.OfType<double>().Any() ? PerStage.OfType<double>().Sum() : null;

    /// <summary>The smallest figure.</summary>
    public double? Worst => PerStage.Min();

    /// <summary>The first stage that reaches <see cref="Worst"/>.</summary>
    public int? WorstStage => Worst is { } worst ? FirstStage + PerStage.ToList().IndexOf(worst) : null;
}
