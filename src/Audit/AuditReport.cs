namespace LmmCl.Audit;

/// <summary>The result of an audit.</summary>
/// <param name="Checked">The kinds of checks, each with the number of items checked.</param>
/// <param name="Findings">The problems found; the first is the first bad position.</param>
/// <param name="Notes">Observations that are not problems.</param>
internal sealed record AuditReport(
    IReadOnlyList<(string What, string Covered)> Checked, IReadOnlyList<AuditFinding> Findings, IReadOnlyList<string> Notes)
{
    private const int Shown = 20;

    /// <summary>Prints the report; true if there are no findings.</summary>
    public bool Write(TextWriter output)
    {
        foreach (var (what, covered) in Checked)
        {
            output.WriteLine($"  {what}: {covered}");
        }

        foreach (var note in Notes)
        {
            output.WriteLine($"  note: {note}");
        }

        foreach (var finding in Findings.Take(Shown))
        {
            output.WriteLine($"WRONG {finding}");
        }

        output.WriteLine(Findings.Count switch
        {
            0 => "Nothing was altered.",
            <= Shown => $"{Findings.Count} wrong.",
            _ => $"{Findings.Count} wrong; the first {Shown} are shown.",
        });
        return Findings.Count == 0;
    }
}
