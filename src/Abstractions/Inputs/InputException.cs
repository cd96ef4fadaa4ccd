namespace LmmCl.Abstractions;

/// <summary>
/// Thrown when user input is wrong: a file, a field or a setting. The message names the place, the problem and the fix; the command line
/// prints it alone, without a stack trace, and exits with code 2.
/// </summary>
public sealed class InputException(string place, string problem, string? fix = null, Exception? inner = null)
    : Exception(fix is null ? $"{place}: {problem}" : $"{place}: {problem} {fix}", inner)
{
    /// <summary>The file and field, such as <c>skills.yaml: skills[2].train</c>.</summary>
    public string Place { get; } = place;

    /// <summary>Description of the problem.</summary>
    public string Problem { get; } = problem;

    /// <summary>Suggested fix; null where the problem statement is sufficient.</summary>
    public string? Fix { get; } = fix;
}
