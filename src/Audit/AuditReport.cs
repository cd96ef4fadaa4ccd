namespace LmmCl.Audit;

/// <summary>The result of an audit.</summary>
/// <param name="Checked">The kinds of checks, each with the number of items checked.</param>
/// <param name="Findings">The problems found; the first is the first bad position.</param>
/// <param name="NotEstablished">What could not be compared, and why. It may be right or wrong.</param>
/// <param name="Notes">Observations that are not problems.</param>
internal sealed record AuditReport(
    IReadOnlyList<(string What, string Covered)> Checked,
    IReadOnlyList<AuditFinding> Findings,
    IReadOnlyList<AuditFinding> NotEstablished,
    IReadOnlyList<string> Notes)
{
    private const int Shown = 20;

    /// <summary>The verdict: a difference outranks what could not be compared.</summary>
    public AuditVerdict Verdict =>
        Findings.Count > 0 ? AuditVerdict.Different
        : NotEstablished.Count > 0 ? AuditVerdict.NotEstablished
        : AuditVerdict.Equal;

    /// <summary>Prints the report.</summary>
    public AuditVerdict Write(TextWriter output)
    {
        foreach (var (what, covered) in Checked)
        {
            output.WriteLine($"  {what}: {covered}");
        }

        foreach (var note in Notes)
        {
            output.WriteLine($"  note: {note}");
        }

        foreach (var finding in NotEstablished.Take(Shown))
        {
            output.WriteLine($"NOT ESTABLISHED {finding}");
        }

        foreach (var finding in Findings.Take(Shown))
        {
            output.WriteLine($"WRONG {finding}");
        }

        output.WriteLine(Verdict switch
        {
            AuditVerdict.Different => $"{Count(Findings, "wrong")}.",
            AuditVerdict.NotEstablished => $"Nothing compared was altered; {Count(NotEstablished, "not established")}.",
            _ => "Nothing was altered.",
        });
        return Verdict;
    }

    private static string Count(IReadOnlyList<AuditFinding> findings, string what) =>
        findings.Count <= Shown ? $"{findings.Count} {what}" : $"{findings.Count} {what}, the first {Shown} are shown";
}
