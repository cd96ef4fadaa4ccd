namespace LmmCl.EventStore;

/// <summary>The result of verifying the hash chains of a log.</summary>
/// <param name="Events">Number of events verified before the first bad position.</param>
/// <param name="Streams">Number of streams they belong to.</param>
/// <param name="FirstBad">The first bad position; null if every chain is valid.</param>
public sealed record ChainVerification(long Events, int Streams, BadPosition? FirstBad)
{
    /// <summary>True if every chain is valid.</summary>
    public bool Intact => FirstBad is null;
}
