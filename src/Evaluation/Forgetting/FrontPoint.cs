namespace LmmCl.Evaluation.Forgetting;

/// <summary>Result of an experiment as a point in the plane of learning and forgetting. All figures in percentage points.</summary>
/// <param name="Learning">Definition <c>learning_vs_previous</c>: higher is better.</param>
/// <param name="HeldOut">Definition <c>heldout_change_last</c>: higher is better, negative is forgotten.</param>
/// <param name="TargetForgetting">Definition <c>target_forgetting</c>; null if only one skill was taught.</param>
public sealed record FrontPoint(double Learning, double HeldOut, double? TargetForgetting = null)
{
    /// <summary>Returns the point of an experiment's matrix; null if learning or held-out change is undefined.</summary>
    public static FrontPoint? Of(AccuracyMatrix matrix) =>
        Forgetting.Learning.VersusPrevious(matrix).Mean is { } learning && HeldOutChange.Of(matrix).Last is { } heldOut
            ? new FrontPoint(learning, heldOut, Forgetting.Learning.TargetForgetting(matrix).Mean)
            : null;

    /// <summary>
    /// Returns true if this point Pareto-dominates the other: better in learning or held-out change and no worse in the other.
    /// </summary>
    public bool Beats(FrontPoint other) =>
        Learning >= other.Learning && HeldOut >= other.HeldOut && (Learning > other.Learning || HeldOut > other.HeldOut);

    /// <summary>Interpolates linearly towards another point.</summary>
    /// <param name="other">The other point.</param>
    /// <param name="share">Fraction of the way; 0 is this point, 1 the other.</param>
    public FrontPoint Towards(FrontPoint other, double share) => new(
        Between(Learning, other.Learning, share),
        Between(HeldOut, other.HeldOut, share),
        TargetForgetting is { } from && other.TargetForgetting is { } to ? Between(from, to, share) : null);

    private static double Between(double from, double to, double share) => ((1 - share) * from) + (share * to);
}
