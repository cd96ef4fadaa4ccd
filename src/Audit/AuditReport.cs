namespace LmmCl.Audit;

/// <summary>What an audit looked at and found.</summary>
/// <param name="Checked">Each kind of check with how much it covered.</param>
/// <param name="Findings">What is wrong; the first is the first bad position.</param>
/// <param name="Notes">What is not wrong but worth knowing.</param>
internal sealed record AuditReport(
    IReadOnlyList<(string What, string Covered)> Checked, IReadOnlyList<AuditFinding> Findings, IReadOnlyList<string> Notes)
{
    private const int Shown = 20;

    /// <summary>Prints it; true where nothing is wrong.</summary>
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
