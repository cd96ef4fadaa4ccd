namespace LmmCl.Abstractions;

/// <summary>
/// Something that a user gave is wrong: a file, a field of it, a setting. The message names the place, what is wrong and the fix;
/// the command line prints it alone, without a stack trace, and ends with exit code 2.
/// </summary>
public sealed class InputException(string place, string problem, string? fix = null, Exception? inner = null)
    : Exception(fix is null ? $"{place}: {problem}" : $"{place}: {problem} {fix}", inner)
{
    /// <summary>The file and field, such as <c>skills.yaml: skills[2].train</c>.</summary>
    public string Place { get; } = place;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it; null where the problem says enough.</summary>
    public string? Fix { get; } = fix;
}
