namespace LmmCl.Evaluation.Forgetting;

/// <summary>
/// Levels of learning at which methods are compared: round numbers that at least two methods reach without extrapolation.
/// </summary>
public static class MatchedLevels
{
    private static readonly double[] steps = [0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100];

    /// <summary>
    /// Returns at most <paramref name="most"/> round levels, plus one more within the range shared by most methods if no round level lies
    /// there.
    /// </summary>
    /// <param name="methods">The methods; those that cannot be matched are ignored.</param>
    /// <param name="most">Maximum number of round levels.</param>
    /// <returns>Percentage points of learning in ascending order; empty if no two methods share a level.</returns>
    public static IReadOnlyList<double> Between(IReadOnlyList<MethodFront> methods, int most = 5)
    {
        var matched = methods.Where(method => method.CanBeMatched).ToList();
        var wanted = Math.Min(2, methods.Count);
        if (matched.Count < wanted || matched.Count == 0)
        {
            return [];
        }

        int Reached(double level) => matched.Count(method => method.Reaching(level) > 0);
        var (lowest, highest) = (matched.Min(method => method.Lowest), matched.Max(method => method.Highest));
        var levels = steps
            .Select(step => Round(lowest, highest, step).Where(level => Reached(level) >= wanted).ToList())
            .First(list => list.Count <= most);

        var (shared, by) = MostShared(matched, Reached);
        return by < wanted || levels.Any(level => Reached(level) == by) ? levels : [.. levels.Append(shared).Order()];
    }

    private static IEnumerable<double> Round(double lowest, double highest, double step)
    {
        for (var count = Math.Ceiling(lowest / step); count * step <= highest; count++)
        {
            yield return count * step;
        }
    }

    /// <summary>Returns the middle of the first range reached by the largest number of methods, and that number.</summary>
    private static (double Level, int Methods) MostShared(List<MethodFront> methods, Func<double, int> reached)
    {
        var start = methods.SelectMany(method => method.Matched).Select(seed => seed.Points[0].Learning).Order().MaxBy(reached);
        var end = methods.Where(method => method.Reaching(start) > 0)
            .Min(method => method.Matched.Where(seed => seed.Reaches(start)).Max(seed => seed.Points[^1].Learning));
        var (middle, rounded) = ((start + end) / 2, Math.Round((start + end) / 2, 1));
        return (reached(rounded) == reached(start) ? rounded : reached(middle) == reached(start) ? middle : start, reached(start));
    }
}
