namespace LmmCl.EventStore;

/// <summary>What checking the hash chains of a log found.</summary>
/// <param name="Events">Events checked before the first bad position.</param>
/// <param name="Streams">Streams they belong to.</param>
/// <param name="FirstBad">The first bad position; null if every chain holds.</param>
public sealed record ChainVerification(long Events, int Streams, BadPosition? FirstBad)
{
    /// <summary>True if every chain holds.</summary>
    public bool Intact => FirstBad is null;
}
