using LmmCl.EventStore;

namespace LmmCl.Audit;

/// <summary>A discrepancy with the recorded events.</summary>
/// <param name="Place">Stream and sequence number, or file.</param>
/// <param name="Problem">Description of the problem.</param>
internal sealed record AuditFinding(string Place, string Problem)
{
    /// <summary>Creates a finding at an event.</summary>
    public static AuditFinding At(string stream, long sequence, string problem) =>
        new($"{(StreamNames.IsExperiment(stream) ? "experiment" : "stream")} '{stream}', sequence {sequence}", problem);

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Problem}";
}
