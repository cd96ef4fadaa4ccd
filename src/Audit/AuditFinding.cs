namespace LmmCl.Audit;

/// <summary>Something that is not as the events say.</summary>
/// <param name="Place">Stream and sequence number, or file.</param>
/// <param name="Problem">What is wrong, in words.</param>
internal sealed record AuditFinding(string Place, string Problem)
{
    /// <summary>A finding at an event.</summary>
    public static AuditFinding At(string stream, long sequence, string problem) =>
        new($"experiment '{stream}', sequence {sequence}", problem);

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Problem}";
}
