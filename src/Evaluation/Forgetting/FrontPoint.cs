namespace LmmCl.Evaluation.Forgetting;

/// <summary>What one experiment came to, as a point of the plane of learning and forgetting. All figures in percentage points.</summary>
/// <param name="Learning">Definition <c>learning_vs_previous</c>: more is better.</param>
/// <param name="HeldOut">Definition <c>heldout_change_last</c>: more is better, negative is forgotten.</param>
/// <param name="TargetForgetting">Definition <c>target_forgetting</c>; null where only one skill was taught.</param>
public sealed record FrontPoint(double Learning, double HeldOut, double? TargetForgetting = null)
{
    /// <summary>The point of an experiment's matrix; null where either of the two figures cannot be said.</summary>
    public static FrontPoint? Of(AccuracyMatrix matrix) =>
        Forgetting.Learning.VersusPrevious(matrix).Mean is { } learning && HeldOutChange.Of(matrix).Last is { } heldOut
            ? new FrontPoint(learning, heldOut, Forgetting.Learning.TargetForgetting(matrix).Mean)
            : null;

    /// <summary>True where this point is better in one of learning and held-out change and no worse in the other.</summary>
    public bool Beats(FrontPoint other) =>
        Learning >= other.Learning && HeldOut >= other.HeldOut && (Learning > other.Learning || HeldOut > other.HeldOut);

    /// <summary>The point a share of the way to another one, on a straight line.</summary>
    /// <param name="other">The other point.</param>
    /// <param name="share">0 is this point, 1 the other.</param>
    public FrontPoint Towards(FrontPoint other, double share) => new(
        Between(Learning, other.Learning, share),
        Between(HeldOut, other.HeldOut, share),
        TargetForgetting is { } from && other.TargetForgetting is { } to ? Between(from, to, share) : null);

    private static double Between(double from, double to, double share) => ((1 - share) * from) + (share * to);
}
