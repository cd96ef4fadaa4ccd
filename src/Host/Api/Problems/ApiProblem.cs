using LmmCl.Abstractions;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Problems;

/// <summary>A request that cannot be answered, with the status, the field at fault and the fix.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="field">The parameter or part of the request; null if there is none.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="fix">What to do; null where the problem says it.</param>
internal sealed class ApiProblem(int status, string? field, string problem, string? fix = null) : Exception(problem)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The parameter or part of the request; null if there is none.</summary>
    public string? Field { get; } = field;

    /// <summary>The fix; null where the problem says it.</summary>
    public string? Fix { get; } = fix;

    /// <summary>An unknown name, answered with similar ones.</summary>
    public static ApiProblem Unknown(string field, string name, string problem, IReadOnlyCollection<string> known, string ifNone) => new(
        StatusCodes.Status404NotFound, field, problem, known.Count == 0 ? ifNone : NearMatches.Suggest(name, known));

    /// <summary>A parameter out of range.</summary>
    public static ApiProblem Parameter(string field, string problem, string fix) =>
        new(StatusCodes.Status400BadRequest, field, problem, fix);

    /// <summary>Recorded data that is missing or was altered.</summary>
    public static ApiProblem Altered(InputException error) =>
        new(StatusCodes.Status409Conflict, error.Place, error.Problem, error.Fix ?? "See 'lmmcl audit verify'.");
}
