using LmmCl.Host.Api.Problems;

namespace LmmCl.Host.Api.Answers;

/// <summary>A choice of samples by their scores over the stages.</summary>
internal static class SampleFilter
{
    /// <summary>Wrong after the last stage.</summary>
    public const string Wrong = "wrong";

    /// <summary>Right after an earlier stage, wrong after the last.</summary>
    public const string BecameWrong = "became-wrong";

    /// <summary>Right, then wrong, then right after the last stage.</summary>
    public const string CameBack = "came-back";

    private static readonly string[] all = [Wrong, BecameWrong, CameBack];

    /// <summary>The test for a filter's name.</summary>
    /// <exception cref="ApiProblem">There is no such filter.</exception>
    public static Predicate<IReadOnlyList<bool>> Of(string? name) => name switch
    {
        null or "" => _ => true,
        Wrong => right => !right[^1],
        BecameWrong => right => !right[^1] && right.Contains(true),
        CameBack => right => right[^1] && right.SkipWhile(was => !was).Contains(false),
        _ => throw ApiProblem.Parameter("filter", $"'{name}' is not a filter.", $"Use {string.Join(", ", all)}, or none."),
    };
}
