using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Reports.Families;

/// <summary>A comparison of methods at equal learning.</summary>
/// <param name="Methods">The methods with their results at every rate.</param>
/// <param name="Levels">Levels of learning in percentage points, ascending.</param>
/// <param name="Unfinished">Experiments left out because stages are missing.</param>
internal sealed record MatchedComparison(
    IReadOnlyList<MethodFamily> Methods, IReadOnlyList<double> Levels, IReadOnlyList<ReportData> Unfinished)
{
    /// <summary>The front of every method, in the order of <see cref="Methods"/>.</summary>
    public IReadOnlyList<MethodFront> Fronts { get; } = [.. Methods.Select(method => method.Front)];

    /// <summary>Groups experiments by method, and chooses levels if none are given.</summary>
    public static MatchedComparison Of(IReadOnlyList<ReportData> experiments, IReadOnlyList<double>? levels)
    {
        var methods = MethodFamily.Of(experiments);
        return new MatchedComparison(
            methods,
            levels is null ? MatchedLevels.Between([.. methods.Select(method => method.Front)]) : [.. levels.Distinct().Order()],
            [.. experiments.Where(data => !data.IsFinished)]);
    }

    /// <summary>True if no other result of the comparison dominates this one, as a mean over seeds.</summary>
    public bool IsOnFrontOfAll(RateResult result) =>
        !Methods.SelectMany(method => method.Rates).Any(other => other.Mean.Beats(result.Mean));

    /// <summary>The reasons why methods have no value at any level.</summary>
    public IEnumerable<string> Unmatched() =>
        from method in Methods.Zip(Fronts, (method, front) => (method.Label, Reason: WhyNot(method, front)))
        where method.Reason is not null
        group method.Label by method.Reason into labels
        select $"{labels.Key}: {string.Join(", ", labels)}.";

    /// <summary>The reason why a method has no value at any level; null if it can be matched.</summary>
    public static string? WhyNot(MethodFamily method, MethodFront front) => method.Rates.Count switch
    {
        _ when front.CanBeMatched => null,
        0 => "No finished experiment",
        1 => "Run at one learning rate, where matching needs at least two",
        _ => "One rate beats all others with every seed, so that a smaller or a larger one is needed",
    };
}
