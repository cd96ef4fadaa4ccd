using LmmCl.EventStore.Seals;

namespace LmmCl.Audit;

/// <summary>
/// Checks who made a seal and when. A seal's own signature shows neither: a forger signs with another key and sets the clock.
/// </summary>
internal static class SealOrigin
{
    private const string Place = "seal";

    /// <summary>The time stamp of a seal, in words.</summary>
    public static IEnumerable<(string What, string Covered)> Describe(SealFile file)
    {
        if (file.TryVerifyTimestamp(out var stamp) && stamp is not null)
        {
            yield return (
                "time stamp",
                $"{stamp.Time:u}, by {stamp.Authority}, whose certificate has the SHA-256 {stamp.Fingerprint}; "
                + "whether to trust it is for you to decide");
        }
    }

    /// <summary>Contradictions between a seal and what is known of its maker.</summary>
    /// <param name="file">The seal.</param>
    /// <param name="fingerprint">Fingerprint of the key that must have signed it; null if nobody said.</param>
    public static IEnumerable<AuditFinding> FindFaults(SealFile file, string? fingerprint)
    {
        if (fingerprint is not null && fingerprint != file.Fingerprint)
        {
            yield return new(
                Place, $"it is signed by another key: its fingerprint is {file.Fingerprint}, the expected one is {fingerprint}.");
        }

        if (!file.TryVerifyTimestamp(out _))
        {
            yield return new(Place, "its time stamp does not hold: it is over something else, or its signature is not valid.");
        }
    }

    /// <summary>The parts of a seal's origin that were not compared.</summary>
    /// <param name="file">The seal.</param>
    /// <param name="fingerprint">Fingerprint of the key that must have signed it; null if nobody said.</param>
    public static IEnumerable<AuditFinding> FindUnproven(SealFile file, string? fingerprint)
    {
        if (fingerprint is null)
        {
            yield return new(
                Place,
                $"who made it: its key has the fingerprint {file.Fingerprint}. "
                + "Compare it with the one that the witness has, by giving that as --fingerprint.");
        }
    }
}
