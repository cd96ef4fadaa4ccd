using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Reports.Families;

/// <summary>Methods at equal learning.</summary>
/// <param name="Methods">The methods with their results at every rate.</param>
/// <param name="Levels">Levels of learning, rising, in points.</param>
/// <param name="Unfinished">Experiments that are left out because stages are missing.</param>
internal sealed record MatchedComparison(
    IReadOnlyList<MethodFamily> Methods, IReadOnlyList<double> Levels, IReadOnlyList<ReportData> Unfinished)
{
    /// <summary>Every method's front, in the order of <see cref="Methods"/>.</summary>
    public IReadOnlyList<MethodFront> Fronts { get; } = [.. Methods.Select(method => method.Front)];

    /// <summary>Groups experiments by method and chooses levels where none are given.</summary>
    public static MatchedComparison Of(IReadOnlyList<ReportData> experiments, IReadOnlyList<double>? levels)
    {
        var methods = MethodFamily.Of(experiments);
        return new MatchedComparison(
            methods,
            levels is null ? MatchedLevels.Between([.. methods.Select(method => method.Front)]) : [.. levels.Distinct().Order()],
            [.. experiments.Where(data => !data.IsFinished)]);
    }

    /// <summary>True where no other result of the comparison, as a mean over its seeds, beats this one.</summary>
    public bool IsOnFrontOfAll(RateResult result) =>
        !Methods.SelectMany(method => method.Rates).Any(other => other.Mean.Beats(result.Mean));

    /// <summary>Why methods have no figure at any level, in words.</summary>
    public IEnumerable<string> Unmatched() =>
        from method in Methods.Zip(Fronts, (method, front) => (method.Label, Reason: WhyNot(method, front)))
        where method.Reason is not null
        group method.Label by method.Reason into labels
        select $"{labels.Key}: {string.Join(", ", labels)}.";

    /// <summary>Why a method has no figure at any level; null where it can be matched.</summary>
    public static string? WhyNot(MethodFamily method, MethodFront front) => method.Rates.Count switch
    {
        _ when front.CanBeMatched => null,
        0 => "No finished experiment",
        1 => "Run at one learning rate, where matching needs at least two",
        _ => "One rate beats all others with every seed, so that a smaller or a larger one is needed",
    };
}
