namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Pareto front of a method for one seed: the non-dominated experiments, which differ only in learning rate, joined by straight lines.
/// Along the front, more learning costs more forgetting; <see cref="At"/> is definition <c>heldout_at_matched_learning</c>.
/// </summary>
public sealed class LearningFront
{
    /// <summary>Id of the definition.</summary>
    public const string Id = "heldout_at_matched_learning";

    /// <summary>Version, incremented when the same points could yield another number.</summary>
    public const int Version = 1;

    /// <summary>Formula of the definition.</summary>
    public const string Formula =
        "h(x) on the straight line between the two neighbouring points (learning, held-out change) of the front around learning x; "
        + "none outside the front";

    private LearningFront(IReadOnlyList<FrontPoint> points) => Points = points;

    /// <summary>Points in order of increasing learning and decreasing held-out change.</summary>
    public IReadOnlyList<FrontPoint> Points { get; }

    /// <summary>Computes the front of a set of experiments. Equal points are kept once.</summary>
    public static LearningFront Of(IEnumerable<FrontPoint> points)
    {
        var front = new List<FrontPoint>();
        var best = double.NegativeInfinity;
        var fromMostLearning = points
            .OrderByDescending(point => point.Learning)
            .ThenByDescending(point => point.HeldOut)
            .ThenByDescending(point => point.TargetForgetting);
        foreach (var point in fromMostLearning.Where(point => point.HeldOut > best))
        {
            front.Add(point);
            best = point.HeldOut;
        }

        front.Reverse();
        return new LearningFront(front);
    }

    /// <summary>Returns true if the front has a point with this learning, measured or interpolated between measured points.</summary>
    public bool Reaches(double learning) => Points.Count > 0 && learning >= Points[0].Learning && learning <= Points[^1].Learning;

    /// <summary>Returns the front's point with this learning; null outside the measured range, because nothing is extrapolated.</summary>
    public FrontPoint? At(double learning)
    {
        if (!Reaches(learning))
        {
            return null;
        }

        var upper = Points.First(point => point.Learning >= learning);
        if (upper.Learning == learning)
        {
            return upper;
        }

        var lower = Points.Last(point => point.Learning < learning);
        return lower.Towards(upper, (learning - lower.Learning) / (upper.Learning - lower.Learning));
    }
}
