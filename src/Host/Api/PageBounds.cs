using LmmCl.Host.Api.Problems;

namespace LmmCl.Host.Api;

/// <summary>Checks the parameters that ask for a part of a list.</summary>
internal static class PageBounds
{
    /// <summary>Number of entries if none is given.</summary>
    public const int Usual = 100;

    /// <summary>Largest number of entries.</summary>
    public const int Most = 1_000;

    /// <summary>The number of entries to return.</summary>
    /// <exception cref="ApiProblem">The number is out of range.</exception>
    public static int Limit(int? limit) => (limit ?? Usual) is >= 1 and <= Most and var checkedLimit
        ? checkedLimit
        : throw ApiProblem.Parameter("limit", $"{limit} is not a number of entries.", $"Use 1 to {Most}.");

    /// <summary>The position to read after.</summary>
    /// <exception cref="ApiProblem">It is negative.</exception>
    public static long After(long? after) => (after ?? 0) is >= 0 and var checkedAfter
        ? checkedAfter
        : throw ApiProblem.Parameter("after", $"{after} is not a position.", "Use 0 for the start.");
}
