namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// What a method can do with one seed: of its experiments, which differ in learning rate alone, those that none of them beats, joined by
/// straight lines. Along the front more learning costs more forgetting; <see cref="At"/> is definition <c>heldout_at_matched_learning</c>.
/// </summary>
public sealed class LearningFront
{
    /// <summary>Id of the definition.</summary>
    public const string Id = "heldout_at_matched_learning";

    /// <summary>Raised when the same points could give another number.</summary>
    public const int Version = 1;

    /// <summary>The definition in a line.</summary>
    public const string Formula =
        "h(x) on the straight line between the two neighbouring points (learning, held-out change) of the front around learning x; "
        + "none outside the front";

    private LearningFront(IReadOnlyList<FrontPoint> points) => Points = points;

    /// <summary>From the least learning to the most; learning rises and held-out change falls from each to the next.</summary>
    public IReadOnlyList<FrontPoint> Points { get; }

    /// <summary>The front of some experiments. Of equal ones it holds one.</summary>
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

    /// <summary>True where the front has a point of this learning, measured or between two that were.</summary>
    public bool Reaches(double learning) => Points.Count > 0 && learning >= Points[0].Learning && learning <= Points[^1].Learning;

    /// <summary>The front's point of this learning; null outside of what was measured, for nothing is extrapolated.</summary>
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
