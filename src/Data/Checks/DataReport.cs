namespace LmmCl.Data.Checks;

/// <summary>Result of checking a data file.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Kind">Detected kind, such as <c>LLaVA records</c>.</param>
/// <param name="Records">Number of records read.</param>
/// <param name="Pictures">Number of images checked.</param>
/// <param name="Findings">Findings in file order; empty if there are none.</param>
public sealed record DataReport(string File, string Kind, int Records, int Pictures, IReadOnlyList<Finding> Findings)
{
    /// <summary>Findings that make the data unusable.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(finding => !finding.IsNote);
}
