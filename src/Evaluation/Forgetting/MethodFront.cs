namespace LmmCl.Evaluation.Forgetting;

/// <summary>Fronts of a method, one per seed.</summary>
/// <param name="Label">Name of the method in tables.</param>
/// <param name="Seeds">The front of each seed.</param>
public sealed record MethodFront(string Label, IReadOnlyList<LearningFront> Seeds)
{
    /// <summary>True if the front of at least one seed has two points; with fewer, matching is impossible.</summary>
    public bool CanBeMatched => Seeds.Any(seed => seed.Points.Count > 1);

    /// <summary>Lowest learning that the front of any seed reaches.</summary>
    public double Lowest => Matched.Min(seed => seed.Points[0].Learning);

    /// <summary>Highest learning that the front of any seed reaches.</summary>
    public double Highest => Matched.Max(seed => seed.Points[^1].Learning);

    /// <summary>Fronts with at least two points, along which matching is possible.</summary>
    internal IEnumerable<LearningFront> Matched => Seeds.Where(seed => seed.Points.Count > 1);

    /// <summary>Returns the number of seeds whose front reaches this learning.</summary>
    public int Reaching(double learning) => Matched.Count(seed => seed.Reaches(learning));

    /// <summary>Computes the held-out change at this learning over the seeds that reach it.</summary>
    public SeedSpread HeldOutAt(double learning) => SeedSpread.Of(Matched.Select(seed => seed.At(learning)?.HeldOut));

    /// <summary>Computes the target forgetting at this learning over the seeds that reach it.</summary>
    public SeedSpread TargetForgettingAt(double learning) => SeedSpread.Of(Matched.Select(seed => seed.At(learning)?.TargetForgetting));
}
