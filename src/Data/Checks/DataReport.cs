namespace LmmCl.Data.Checks;

/// <summary>What checking a data file found.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">What it was taken for, such as <c>LLaVA records</c>.</param>
/// <param name="Records">Records read.</param>
/// <param name="Pictures">Pictures looked at.</param>
/// <param name="Findings">In the order of the file; empty where all is well.</param>
public sealed record DataReport(string File, string Kind, int Records, int Pictures, IReadOnlyList<Finding> Findings);
