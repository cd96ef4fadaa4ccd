namespace LmmCl.Evaluation.Forgetting;

/// <summary>A method's fronts, one for each seed.</summary>
/// <param name="Label">What tables call the method.</param>
/// <param name="Seeds">The front of each seed.</param>
public sealed record MethodFront(string Label, IReadOnlyList<LearningFront> Seeds)
{
    /// <summary>True where some seed's front has two points: with less there is nothing to match along.</summary>
    public bool CanBeMatched => Seeds.Any(seed => seed.Points.Count > 1);

    /// <summary>Least learning that some seed's front reaches.</summary>
    public double Lowest => Matched.Min(seed => seed.Points[0].Learning);

    /// <summary>Most learning that some seed's front reaches.</summary>
    public double Highest => Matched.Max(seed => seed.Points[^1].Learning);

    /// <summary>The fronts along which something can be matched.</summary>
    internal IEnumerable<LearningFront> Matched => Seeds.Where(seed => seed.Points.Count > 1);

    /// <summary>Seeds whose front reaches this learning.</summary>
    public int Reaching(double learning) => Matched.Count(seed => seed.Reaches(learning));

    /// <summary>Held-out change at this learning over the seeds that reach it.</summary>
    public SeedSpread HeldOutAt(double learning) => SeedSpread.Of(Matched.Select(seed => seed.At(learning)?.HeldOut));

    /// <summary>Target forgetting at this learning over the seeds that reach it.</summary>
    public SeedSpread TargetForgettingAt(double learning) => SeedSpread.Of(Matched.Select(seed => seed.At(learning)?.TargetForgetting));
}
